"""Everybody can use it: WCAG 2.2 A and AA in every state, keyboard, screen reader, zoom, motion, contrast."""
from pathlib import Path

import pytest

from tests.browser.test_conversation import ADDRESS

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(citizen) -> list[str]:
    """What axe finds wrong in the page and the widget, rule by rule with the place."""
    return citizen.page.evaluate(
        """async ([source, tags]) => {
             if (!window.axe) new Function(source)();
             const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
             return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} ${n.failureSummary}`));
           }""",
        [AXE, RULES],
    )


def closed(citizen):
    """The page with its bubble."""


def opened(citizen):
    citizen.open()


def answered(citizen):
    citizen.open().say("c'est quand la collecte des vidanges")
    citizen.say(ADDRESS)


def proposing(citizen):
    citizen.open().say("c'est quand la collecte des vidanges")
    citizen.field.press_sequentially("145 rue des erables", delay=10)
    citizen.widget.locator(".addresses button").first.wait_for()


def with_options(citizen):
    citizen.open().widget.get_by_role("button", name="Options").click()


def erasing(citizen):
    citizen.open().option("Effacer ma conversation")


def rating(citizen):
    citizen.open().say("bonjour")
    citizen.option("Terminer la conversation")
    citizen.widget.locator("form.card").wait_for()


def waiting(citizen):
    citizen.open().say("bonjour")
    citizen.page.route("**/webhooks/web/messages", lambda route: route.abort())
    citizen.write("merci")
    citizen.widget.locator(".state.waiting").wait_for()


def refused(citizen):
    citizen.open().say("bonjour")
    citizen.page.route("**/webhooks/web/messages", lambda route: route.fulfill(status=400, json={"message": "Non."}))
    citizen.write("merci")
    citizen.widget.locator(".state.failed").wait_for()


def too_long(citizen):
    citizen.open().field.fill("a" * 2010)


def off_line(citizen):
    citizen.open().say("bonjour")
    citizen.page.evaluate("document.querySelector('guichet-chat').connection(false)")


def in_english(citizen):
    citizen.open().widget.get_by_role("button", name="English").click()


STATES = [
    closed, opened, answered, proposing, with_options, erasing, rating, waiting, refused, too_long, off_line,
    in_english,
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(arrive, state, scheme):
    citizen = arrive(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    state(citizen)
    assert violations(citizen) == []


@pytest.mark.parametrize("state", [opened, answered, rating], ids=lambda state: state.__name__)
def test_axe_finds_nothing_on_a_phone(arrive, state):
    citizen = arrive(width=320, height=568, reduced_motion="reduce", bypass_csp=True)
    state(citizen)
    assert violations(citizen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_without_javascript(arrive, assistant, scheme):
    citizen = arrive(color_scheme=scheme, bypass_csp=True)
    citizen.page.goto(f"{assistant.rasa_url}/webhooks/web/form")
    citizen.page.get_by_label("Votre message").fill("bonjour")
    citizen.page.get_by_role("button", name="Envoyer").click()
    citizen.page.locator("ol.said").wait_for()
    assert violations(citizen) == []


def focused(citizen) -> str:
    return citizen.page.evaluate(
        """() => { const at = document.querySelector('guichet-chat').shadowRoot.activeElement;
                   return at ? at.getAttribute('aria-label') || at.id || at.innerText || at.className : ''; }"""
    )


def test_keyboard_only(arrive):
    citizen = arrive()
    keys = citizen.page.keyboard
    for _ in range(40):
        keys.press("Tab")
        if focused(citizen) == "Une question?":
            break
    keys.press("Enter")
    citizen.until(lambda: focused(citizen) == "text", "the focus in the text")
    keys.type("c'est quand la collecte des vidanges")
    keys.press("Enter")
    citizen.answer_after(0)
    keys.type(ADDRESS)
    keys.press("Enter")
    citizen.answer_after(1)
    for _ in range(30):
        keys.press("Shift+Tab")
        if focused(citizen) == "Oui, merci":
            break
    assert focused(citizen) == "Oui, merci"
    before = len(citizen.said_by("assistant"))
    keys.press("Enter")
    citizen.answer_after(before)
    assert focused(citizen) == "text"
    keys.press("Escape")
    assert focused(citizen) == "Une question?"
    assert citizen.dialog.is_hidden()


def test_the_focus_goes_in_the_order_that_is_seen(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    citizen.widget.get_by_role("button", name="English").focus()
    order = []
    for _ in range(30):
        order.append(focused(citizen))
        if order[-1] == "Envoyer":
            break
        citizen.page.keyboard.press("Tab")
    places = ["English", "Options", "Fermer la conversation", "Messages", "Parler à une personne",
              "Partager ma position", "text", "Envoyer"]
    assert [name for name in order if name in places] == places


def test_on_a_phone_the_focus_stays_in_the_page_of_the_chat(arrive):
    citizen = arrive(width=390, height=844, has_touch=True, is_mobile=True)
    citizen.open()
    box = citizen.dialog.bounding_box()
    assert (round(box["width"]), round(box["height"])) == (390, 844)
    for _ in range(40):
        citizen.page.keyboard.press("Tab")
        assert citizen.page.evaluate("document.activeElement.localName") in ("guichet-chat", "body")
    citizen.page.keyboard.press("Escape")
    citizen.until(lambda: citizen.dialog.is_hidden(), "the page")


def test_screen_readers_hear_new_words_once(arrive):
    citizen = arrive().open()
    answer = citizen.say("bonjour")
    heard = citizen.heard()
    assert heard.count(answer.split("\n")[0][:40]) == 1
    assert "réponses proposées" in heard
    citizen.page.reload()
    citizen.until(lambda: len(citizen.transcript()) >= 2, "the conversation")
    citizen.page.wait_for_timeout(300)
    assert citizen.heard() == ""


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_runs_out_of_a_narrow_or_enlarged_page(arrive, width):
    """400 % on a screen of 1280 is 320 CSS pixels wide and 256 high."""
    citizen = arrive(width=width, height=256 if width == 320 else 400)
    answered(citizen)
    sides = citizen.page.evaluate(
        """() => { const root = document.querySelector('guichet-chat').shadowRoot;
                   return [...root.querySelectorAll('dialog, header, .log, .said, .tools, .composer, button')]
                     .filter((n) => n.getClientRects().length && n.closest('.unseen') === null)
                     .map((n) => [n.className || n.localName, n.getBoundingClientRect().right,
                                  n.scrollWidth - n.clientWidth])
                     .filter(([, right, over]) => right > innerWidth + 1 || over > 1); }"""
    )
    assert sides == []
    assert citizen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    citizen.field.scroll_into_view_if_needed()
    assert citizen.field.is_visible()


def test_text_may_be_spaced_out(arrive):
    """WCAG 1.4.12: nothing is cut when lines, words and letters are spaced."""
    citizen = arrive(width=390, height=844, bypass_csp=True)
    answered(citizen)
    cut = citizen.page.evaluate(
        """() => { const root = document.querySelector('guichet-chat').shadowRoot;
                   const style = document.createElement('style');
                   style.textContent = `* { line-height: 1.5 !important; letter-spacing: .12em !important;
                                            word-spacing: .16em !important }`;
                   root.append(style);
                   return [...root.querySelectorAll('button, .said, h2, .who')]
                     .filter((n) => n.getClientRects().length && !n.closest('.next .who'))
                     .filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.innerText); }"""
    )
    assert cut == []


def test_nothing_moves_for_who_asked_for_less_motion(arrive):
    citizen = arrive(reduced_motion="reduce").open()
    citizen.say("bonjour")
    citizen.page.evaluate("document.querySelector('guichet-chat').log.working(true)")
    moving = citizen.page.evaluate(
        """() => [...document.querySelector('guichet-chat').shadowRoot.querySelectorAll('*')]
                 .flatMap((n) => n.getAnimations()).length"""
    )
    assert moving == 0


def test_high_contrast_keeps_edges(arrive):
    citizen = arrive(forced_colors="active").open()
    citizen.say("bonjour")
    for part in ("dialog", ".citizen .said", "button.send", "textarea#text", ".choices button"):
        style = citizen.widget.locator(part).first.evaluate("(n) => getComputedStyle(n).borderTopStyle")
        assert style == "solid", part


def test_targets_are_large_enough(arrive):
    citizen = arrive(width=390, height=844)
    answered(citizen)
    small = citizen.page.evaluate(
        """() => [...document.querySelector('guichet-chat').shadowRoot.querySelectorAll('button')]
                 .map((n) => n.getBoundingClientRect())
                 .filter((r) => r.width && (r.width < 24 || r.height < 24)).length"""
    )
    assert small == 0


def test_messages_say_their_language(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    languages = citizen.widget.locator(".message.assistant").evaluate_all("(all) => all.map((n) => n.lang)")
    assert set(languages) == {"fr"}
