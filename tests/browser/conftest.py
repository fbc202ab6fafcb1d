"""A real Chromium in front of a whole running assistant."""
import re

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.citizen import Citizen
from tests.support.assistant import start_assistant

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
RATES = "message=400/30,address=4000/60,start=1000/600,suggest=900/60"


@pytest.fixture(scope="session")
def assistant():
    running = start_assistant(env_extra={"WEB_CHANNEL_RATES": RATES})
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser():
    """Closed with each module, because Playwright's loop must not be running when other tests start theirs."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def arrive(browser, assistant):
    """Call it to have a citizen on the demonstration page: `arrive(width=390, …)`; options are Playwright's.

    A page that logs an error or breaks its own security policy fails the test.
    """
    contexts, problems = [], []

    def make(path="/", width=1280, height=860, context=None, **options):
        if context is None:
            options = {"locale": "fr-CA", "timezone_id": "America/Toronto", **options}
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if _is_problem(said) else None)
        page.goto(assistant.web_url + path)
        return Citizen(page, assistant)

    yield make
    for context in contexts:
        context.close()
    assert problems == []


def _is_problem(said) -> bool:
    """Network failures are provoked by some tests, and are told to the citizen by the widget itself."""
    return said.type == "error" and not re.search(r"net::ERR|Failed to load resource", said.text)
