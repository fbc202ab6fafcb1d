"""The desk in a real browser, with citizens in the widget in another one."""

from __future__ import annotations

import itertools
import json

import pytest

from tests.browser.citizen import Citizen
from tests.browser.conftest import FLAGS, RATES
from tests.browser.desk_agent import AgentPage
from tests.desk.hostile import STRINGS
from tests.support.assistant import ROOT
from tests.support.desk import start_desk

AXE = ROOT / "tests/browser/vendor/axe.min.js"
_keys = itertools.count(1)
assert FLAGS


@pytest.fixture(scope="module")
def site():
    """An installation with a desk."""
    running = start_desk(env_extra={"WEB_CHANNEL_RATES": RATES}, desk="  longest_wait_minutes: 5")
    yield running
    running.stop()


@pytest.fixture
def agent(browser, site):
    """A supervisor who is available, for one test."""
    found = AgentPage.sign_in(browser, site, f"agent{next(_keys)}", "agent", "supervisor")
    found.available()
    yield found
    found.leave()


@pytest.fixture(scope="module")
def cleaner(browser, site):
    """Who closes what tests leave."""
    found = AgentPage.sign_in(browser, site, "cleaner", "agent", "supervisor")
    yield found
    found.page.context.close()


@pytest.fixture(autouse=True)
def _nobody_left_over(cleaner):
    """A test that failed leaves people waiting; they are not the next one's."""
    yield
    cleaner.go("all")
    for _ in range(20):
        href = cleaner.page.evaluate(
            "[...document.querySelectorAll('#list .rows a')].find((a) => /attend|avec/.test(a.innerText))?.href"
        )
        if not href:
            break
        cleaner.page.goto(href)
        if cleaner.page.locator("#claim").count():
            cleaner.page.locator("#claim").click()
        cleaner.page.locator("#close").click()
        cleaner.page.locator("#close").wait_for(state="detached")
        cleaner.go("all")


@pytest.fixture
def citizen(browser, site):
    """Someone at the widget."""
    context = browser.new_context(viewport={"width": 900, "height": 800}, locale="fr-CA")
    page = context.new_page()
    page.goto(f"{site.web_url}/")
    yield Citizen(page, site).open()
    context.close()


def wait_in_queue(citizen: Citizen) -> None:
    """Asks for a person."""
    assert "Une personne va prendre le relais" in citizen.say("je veux parler à une personne")


def test_a_citizen_of_the_web_meets_an_agent_and_comes_back(agent, citizen):
    citizen.say("c'est quand les comptes de taxes?")
    wait_in_queue(citizen)
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    agent.take_first()
    citizen.until(lambda: citizen.said_by("agent") or "C'est une personne" in citizen.last(), "the greeting")
    agent.answer("Bonjour! Quelle est votre adresse?")
    citizen.until(lambda: "Bonjour! Quelle est votre adresse?" in citizen.said_by("agent"), "the agent's words")
    citizen.write("145, rue des Érables")
    agent.until(lambda: "145, rue des Érables" in agent.lines("citizen"), "the citizen's words")
    assert citizen.said_by("assistant")[-1] != "", "the assistant has not answered in between"
    agent.page.locator("summary", has_text="Rendre à l'assistant").click()
    agent.page.locator("#give-back").click()
    citizen.until(lambda: "de nouveau l'assistant virtuel" in citizen.last(), "the disclosure")
    assert "neige" in citizen.say("et pour la neige?").lower() or citizen.last()


def test_everything_by_keyboard(agent, citizen):
    wait_in_queue(citizen)
    keys = agent.page.keyboard
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    keys.press("Alt+j")
    agent.page.locator("#claim").wait_for()
    keys.press("Alt+p")
    agent.page.locator("#answer").wait_for()
    keys.press("Alt+r")
    keys.type("Bonjour par le clavier")
    keys.press("Control+Enter")
    citizen.until(lambda: "Bonjour par le clavier" in citizen.said_by("agent"), "the agent's words")
    keys.press("Alt+2")
    agent.page.wait_for_url("**/desk/mine")
    assert len(agent.rows()) == 1


def test_canned_replies_by_slash(agent, citizen):
    wait_in_queue(citizen)
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    agent.take_first()
    agent.page.locator("#answer").focus()
    agent.page.keyboard.type("/rapp")
    option = agent.page.locator("#canned [aria-selected=true]")
    option.wait_for()
    assert agent.page.get_attribute("#answer", "aria-activedescendant") == option.get_attribute("id")
    agent.page.keyboard.press("Enter")
    assert agent.page.input_value("#answer").startswith("Nous pouvons vous rappeler.")
    agent.page.keyboard.press("Control+Enter")
    citizen.until(lambda: any("vous rappeler" in text for text in citizen.said_by("agent")), "the canned reply")


def test_title_sound_and_words_for_what_is_new(agent, citizen):
    agent.page.evaluate("document.getElementById('desk').dataset.rung = '0'")
    wait_in_queue(citizen)
    agent.until(lambda: agent.page.title().startswith("(1) "), "the count in the title")
    assert int(agent.page.evaluate("document.getElementById('desk').dataset.rung")) >= 1
    assert agent.page.locator("#said").inner_text() == "Quelqu'un attend."


def test_a_draft_survives_a_reload_and_a_failure(agent, citizen, site):
    wait_in_queue(citizen)
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    agent.take_first()
    agent.page.fill("#answer", "Un brouillon")
    agent.page.reload()
    agent.page.locator("#answer").wait_for()
    assert agent.page.input_value("#answer") == "Un brouillon"
    site.end("web", kill=True)
    agent.page.press("#answer", "Control+Enter")
    agent.until(lambda: "Pas envoyé" in agent.page.locator("#said").inner_text(), "the word that it was not sent")
    assert agent.page.input_value("#answer") == "Un brouillon"
    agent.until(lambda: agent.page.locator("#link").inner_text() != "", "the word that the connection is lost")
    site.start("web")
    agent.until(lambda: agent.page.locator("#link").inner_text() == "", "the connection again", 60)
    agent.page.press("#answer", "Control+Enter")
    citizen.until(lambda: citizen.said_by("agent").count("Un brouillon") == 1, "the draft, once", 60)


def test_sixty_hostile_strings_are_only_text(agent, site):
    someone = site.citizen()
    someone.write("je veux parler à une personne")
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    agent.take_first()
    for text in STRINGS:
        someone.write(text)
    agent.until(lambda: len(agent.lines("citizen")) > len(STRINGS), "all of them", 120)
    shown = agent.lines("citizen")[1:]
    same = [said.split() == text.replace("\0", "").lstrip("/ ").split() for said, text in zip(shown, STRINGS)]
    assert all(same), [pair for pair, ok in zip(zip(shown, STRINGS), same) if not ok][:3]
    assert agent.page.evaluate("window.hacked") is None
    agent.page.reload()
    agent.page.locator("#thread").wait_for()
    assert agent.page.evaluate("window.hacked") is None
    assert agent.page.locator("#thread script, #thread img, #thread iframe, #thread form").count() == 0
    assert agent.page.url.startswith(site.web_url)


def violations(agent: AgentPage) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on the page as it is."""
    agent.page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = agent.page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(tags)}}})")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 375])
def test_accessible_to_all(browser, site, width, scheme):
    someone = site.citizen()
    agent = AgentPage.sign_in(
        browser,
        site,
        f"axe{next(_keys)}",
        "agent",
        "supervisor",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    agent.available()
    someone.write("c'est quand les comptes de taxes?")
    someone.write("je veux parler à une personne")
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    assert violations(agent) == []
    agent.take_first()
    agent.answer("Bonjour")
    agent.until(lambda: agent.lines("agent"), "the answer in the transcript")
    for summary in agent.page.locator("summary").all():
        summary.click()
    agent.page.locator("#r-service").wait_for()
    agent.page.fill("#answer", "/")
    agent.page.locator("#canned li").first.wait_for()
    assert violations(agent) == []
    for path in ("canned", "canned/new", "audit"):
        agent.go(path)
        assert violations(agent) == []
    agent.page.locator("form[action$=logout] button").first.click()
    agent.page.wait_for_url("**/desk/login")
    assert violations(agent) == []
    agent.leave()


def test_on_a_phone_one_can_take_and_answer(browser, site, citizen):
    agent = AgentPage.sign_in(
        browser, site, f"phone{next(_keys)}", viewport={"width": 320, "height": 640}, has_touch=True
    )
    agent.available()
    wait_in_queue(citizen)
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    agent.take_first()
    agent.page.fill("#answer", "Réponse du téléphone")
    agent.page.locator("#send").click()
    citizen.until(lambda: "Réponse du téléphone" in citizen.said_by("agent"), "the agent's words")
    assert agent.page.evaluate("document.documentElement.scrollWidth") <= 320
    agent.page.locator(".back").click()
    agent.page.wait_for_url("**/desk/queue")
    agent.go("mine")
    agent.leave()


def test_english_for_an_agent_who_reads_it(agent):
    agent.page.get_by_role("button", name="English").click()
    agent.page.get_by_role("link", name="Queue 0").wait_for()
    assert agent.page.get_attribute("html", "lang") == "en"


def test_a_service_request_is_opened_from_the_conversation(agent, citizen):
    citizen.say("il y a un nid-de-poule dangereux devant le 145 rue des Érables")
    wait_in_queue(citizen)
    agent.until(lambda: agent.rows(), "the citizen in the queue")
    agent.take_first()
    agent.page.locator("#open-request summary").click()
    agent.page.locator("#r-service").wait_for()
    assert "nid-de-poule" in agent.page.input_value("#r-description")
    for select in agent.page.locator(".request select[required]").all():
        if not select.input_value():
            select.select_option(index=1)
    if not agent.page.input_value("#r-address"):
        agent.page.fill("#r-address", "145, rue des Érables")
    agent.page.locator(".request button.main").click()
    agent.page.locator("button.insert", has_text="Mettre dans ma réponse").last.click()
    assert "Son numéro" in agent.page.input_value("#answer")
    agent.page.press("#answer", "Control+Enter")
    citizen.until(lambda: any("J'ai ouvert votre demande" in text for text in citizen.said_by("agent")), "the number")
