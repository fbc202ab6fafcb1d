"""What citizens come for: a lookup, a request, a correction, another language, a person."""
import base64
import re

import requests

ADDRESS = "145, rue des Érables"
POTHOLE = {
    r"Oui, envoyer": "[Oui, envoyer]",
    r"Non, c'est autre chose": "[Non, c'est autre chose]",
    r"Non, sans suivi": "[Non, sans suivi]",
    r"profondeur": "[De 5 à 10 cm (une main)]",
    r"Près du trottoir": "[Près du trottoir]",
    r"Passer": "[Passer]",
    r"Décrivez|décri": "Un gros trou devant chez moi, dangereux à vélo",
    r"Où est-ce|adresse": ADDRESS,
}
NUMBER = r"(?:numéro|demande)\D{0,40}\d"


def test_privacy_comes_before_the_first_question(arrive):
    citizen = arrive().open()
    notice = citizen.widget.locator(".privacy")
    assert re.search(r"90 jours", notice.inner_text())
    assert notice.get_by_role("link").first.get_attribute("href").startswith("https://")
    assert citizen.said_by("citizen") == []


def test_a_lookup(arrive):
    citizen = arrive().open()
    assert "adresse" in citizen.say("c'est quand la collecte des vidanges")
    answer = citizen.say(ADDRESS)
    assert re.search(r"novembre|décembre|janvier", answer)
    assert citizen.widget.locator(".message.assistant li").count() >= 1
    link = citizen.widget.locator(".message.assistant a[href^='http']").first
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_request_with_a_correction(arrive, assistant):
    citizen = arrive().open()
    citizen.say("il y a un nid-de-poule dans ma rue")
    summary = citizen.carry(POTHOLE, until=r"Oui, envoyer|Endroit", most=12)
    citizen.say("non, au 147 rue des Érables")
    summary = citizen.carry(POTHOLE | {r"Garder": "[Garder « 147 rue des Érables »]"}, until=r"147", most=6)
    assert "147" in summary
    done = citizen.carry(POTHOLE, until=NUMBER, most=6)
    assert re.search(r"\d{3,}", done)


def test_another_language_without_losing_the_request(arrive):
    citizen = arrive().open()
    citizen.say("il y a un nid-de-poule dans ma rue")
    before = len(citizen.said_by("assistant"))
    citizen.widget.get_by_role("button", name="English").click()
    heard = citizen.answer_after(before)
    assert "English" in heard
    assert re.search(r"pothole|street|Where is it|Describe", heard)
    assert citizen.field.get_attribute("placeholder") == "Your question"
    assert citizen.widget.locator(".message.assistant").last.get_attribute("lang") == "en"
    assert citizen.widget.locator(".message.assistant").first.get_attribute("lang") == "fr"


def test_the_english_page_speaks_english(arrive):
    citizen = arrive("/en/").open()
    assert "I am" in citizen.widget.locator(".greeting").inner_text()
    assert re.search(r"address", citizen.say("garbage day"), re.I)


def test_a_person_is_one_press_away(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    before = len(citizen.said_by("assistant"))
    citizen.widget.locator(".tools").get_by_role("button", name="Parler à une personne").click()
    assert re.search(r"450 555-0100|personne", citizen.answer_after(before))


def test_a_starter_and_the_choices(arrive):
    citizen = arrive().open()
    citizen.widget.locator(".starters").get_by_role("button", name="Signaler un nid-de-poule").click()
    citizen.answer_after(0)
    assert citizen.said_by("citizen") == ["Signaler un nid-de-poule"]
    assert citizen.widget.locator(".starters").is_hidden()


def test_markup_is_only_text(arrive):
    citizen = arrive().open()
    citizen.say('<img src=x onerror="document.title=1"><b>allo</b> javascript:alert(1)')
    assert citizen.said_by("citizen")[0].startswith("<img src=x")
    assert citizen.widget.locator(".said img, .said b, .said a[href^='javascript']").count() == 0


def test_a_typed_command_is_only_text(arrive):
    citizen = arrive().open()
    citizen.say('/talk_to_human{"owner": "agent"}')
    assert not citizen.said_by("citizen")[0].startswith("/")


def test_an_identifier_is_removed_before_it_is_kept(arrive, assistant):
    citizen = arrive().open()
    assert "retiré" in citizen.say("mon NAS est 046 454 286")
    citizen.page.reload()
    citizen.until(lambda: citizen.said_by("citizen"), "the conversation")
    assert citizen.said_by("citizen") == ["mon NAS est •••"]
    for file in assistant.folder.glob("*"):
        assert b"454 286" not in file.read_bytes(), file.name


def test_addresses_are_proposed_while_typing(arrive):
    citizen = arrive().open()
    citizen.say("c'est quand la collecte des vidanges")
    citizen.field.press_sequentially("145 rue des erables", delay=15)
    proposed = citizen.widget.locator(".addresses button")
    proposed.first.wait_for()
    assert "adresses proposées" in citizen.heard()
    citizen.field.press("ArrowUp")
    citizen.page.keyboard.press("ArrowUp")
    citizen.page.keyboard.press("Enter")
    assert citizen.field.input_value() == ADDRESS
    assert citizen.widget.locator(".addresses").is_hidden()


def test_what_a_person_says_comes_the_same_way(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    for _ in range(2):   # the desk may repeat itself; the citizen hears it once
        agent_says(citizen, "Bonjour, ici Julie.")
    citizen.until(lambda: citizen.said_by("agent"), "the person's words")
    citizen.page.wait_for_timeout(300)
    assert citizen.said_by("agent") == ["Bonjour, ici Julie."]
    assert "Julie" in citizen.widget.locator("header").inner_text()
    assert "Julie" in citizen.heard()


def agent_says(citizen, text: str) -> None:
    """What the desk does when an agent writes."""
    mark = {"author": "agent", "name": "Julie", "key": f"key of {text}"}
    query = {"output_channel": "latest", "execute_side_effects": "true"}
    address = f"{citizen.assistant.rasa_url}/conversations/{conversation_of(citizen)}/tracker/events"
    requests.post(address, json={"event": "bot", "text": text, "metadata": mark}, params=query).raise_for_status()


def conversation_of(citizen) -> str:
    """The conversation's id, read in its signed token."""
    token = citizen.page.evaluate("Object.values(localStorage).map((v) => JSON.parse(v).token).find(Boolean)")
    payload = token.split(".")[0]
    return base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode().strip('"')
