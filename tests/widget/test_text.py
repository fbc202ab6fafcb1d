"""Words into paragraphs, lists and links, in a real browser."""

import functools
import http.server
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

WIDGET = Path(__file__).parents[2] / "widget"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves widget/ without a log."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture(scope="module")
def page():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=WIDGET))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_page()
        opened.goto(f"http://127.0.0.1:{server.server_address[1]}/styles.css")
        yield opened
        browser.close()
    server.shutdown()


def html(page, text: str) -> str:
    return page.evaluate(
        """async (text) => { const { blocks } = await import('/src/text.js'); const box = document.createElement('div');
                            box.append(...blocks(text, '(new)')); return box.innerHTML; }""",
        text,
    )


def links(page, text: str) -> list[list[str]]:
    return page.evaluate(
        """async (text) => { const { blocks } = await import('/src/text.js'); const box = document.createElement('div');
                            box.append(...blocks(text, ''));
                            const all = [...box.querySelectorAll('a')];
                            return all.map((a) => [a.getAttribute('href'), a.innerText.trim()]); }""",
        text,
    )


def test_lines_and_lists(page):
    assert html(page, "Un :\n• deux\n• trois\n\nfin") == "<p>Un :</p><ul><li>deux</li><li>trois</li></ul><p>fin</p>"


def test_markup_stays_text(page):
    assert (
        html(page, "<img src=x onerror=alert(1)> & <b>") == "<p>&lt;img src=x onerror=alert(1)&gt; &amp; &lt;b&gt;</p>"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Page : https://www.ville.example/collectes/.",
            [["https://www.ville.example/collectes/", "ville.example/collectes"]],
        ),
        ("(http://a.example/x?y=1&z=2)", [["http://a.example/x?y=1&z=2", "a.example/x?y=1&z=2"]]),
        (
            "au 450 555-0100, ou (514) 555-0199",
            [["tel:4505550100", "450 555-0100"], ["tel:5145550199", "(514) 555-0199"]],
        ),
        ("faites le 9-1-1", [["tel:911", "9-1-1"]]),
        ("1 866 APPELLE", [["tel:18662773553", "1 866 APPELLE"]]),
        ("écrivez à info@ville.example.", [["mailto:info@ville.example", "info@ville.example"]]),
        ("javascript:alert(1) data:text/html,x", []),
        ("le 2026-11-21, au 145, de 8-16 h, 24-10233", []),
    ],
)
def test_links(page, text, found):
    assert links(page, text) == found
