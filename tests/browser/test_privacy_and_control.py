"""What stays in the citizen's hands: position, transcript, erasure, end, rating."""
import re
import sqlite3

HERE = {"latitude": 45.51358, "longitude": -72.93265}


def test_the_position_is_asked_for_on_a_press_only(arrive):
    citizen = arrive(geolocation=HERE, permissions=["geolocation"])
    citizen.page.evaluate(
        """() => { window.asked = 0; const real = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
                   navigator.geolocation.getCurrentPosition = (...x) => { window.asked += 1; real(...x); }; }"""
    )
    citizen.open()
    citizen.say("il y a un nid-de-poule devant moi")
    assert citizen.page.evaluate("window.asked") == 0
    before = len(citizen.said_by("assistant"))
    citizen.widget.get_by_role("button", name="Partager ma position").click()
    citizen.answer_after(before)
    assert citizen.page.evaluate("window.asked") == 1
    assert citizen.said_by("citizen")[-1] == "Position partagée"


def test_a_refused_position_is_said_in_words(arrive):
    citizen = arrive(permissions=[]).open()
    citizen.widget.get_by_role("button", name="Partager ma position").click()
    notice = citizen.widget.locator(".notice")
    citizen.until(lambda: "adresse" in notice.inner_text(), "the notice")
    assert citizen.said_by("citizen") == []


def test_download(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    with citizen.page.expect_download() as download:
        citizen.option("Télécharger ma conversation")
    text = download.value.path().read_text(encoding="utf-8")
    assert "Vous :\nbonjour" in text
    assert re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d", text)


def kept(assistant, word: str) -> int:
    """How many rows of what was said hold a word."""
    with sqlite3.connect(assistant.folder / "tracker.db") as database:
        query = "select count(*) from {} where data like ?"
        tables = ("events", "web_messages")
        return sum(database.execute(query.format(table), [f"%{word}%"]).fetchone()[0] for table in tables)


def test_erase_forgets_everywhere(arrive, assistant):
    citizen = arrive().open()
    citizen.say("mon chien Pistache aboie")
    assert kept(assistant, "Pistache") >= 2
    citizen.option("Effacer ma conversation")
    card = citizen.widget.locator(".card")
    assert citizen.page.evaluate("document.querySelector('guichet-chat').shadowRoot.activeElement.className") == "card"
    card.get_by_role("button", name="Oui, tout effacer").click()
    citizen.until(lambda: "effacée" in citizen.last(), "the confirmation")
    assert citizen.said_by("citizen") == []
    citizen.until(lambda: kept(assistant, "Pistache") == 0, "the end of every trace")


def test_erase_can_be_given_up(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    citizen.option("Effacer ma conversation")
    citizen.page.keyboard.press("Escape")
    assert citizen.widget.locator(".card").count() == 0
    assert citizen.said_by("citizen") == ["bonjour"]


def test_end_rates_then_begins_anew(arrive, assistant):
    citizen = arrive().open()
    citizen.say("bonjour")
    citizen.option("Terminer la conversation")
    card = citizen.widget.locator(".card")
    card.get_by_label("Beaucoup").check()
    card.get_by_label("ajouter quelque chose").fill("Clair, merci")
    card.get_by_role("button", name="Envoyer mon avis").click()
    citizen.until(lambda: citizen.transcript() == [], "the end")
    with sqlite3.connect(assistant.folder / "tracker.db") as database:
        rated = database.execute("select score, comment, language from web_ratings order by id desc limit 1").fetchone()
    assert rated == (4, "Clair, merci", "fr")
    citizen.say("bonjour")
    assert citizen.said_by("citizen") == ["bonjour"]


def test_without_javascript_the_form_reaches_the_same_assistant(arrive, assistant):
    citizen = arrive(java_script_enabled=False)
    page = citizen.page
    page.get_by_role("link", name="Écrire à la ville").click()
    page.get_by_label("Votre message").fill("c'est quand la collecte des vidanges")
    page.get_by_role("button", name="Envoyer").click()
    assert "Pour quelle adresse" in page.locator("ol.said").inner_text()
    page.get_by_label("Votre message").fill("145, rue des Érables")
    page.get_by_role("button", name="Envoyer").click()
    assert re.search(r"novembre|décembre|janvier", page.locator("ol.said").inner_text())
    page.get_by_role("button", name="Oui, merci").click()
    assert page.locator("li.citizen").last.inner_text().endswith("Oui, merci")
    page.get_by_role("button", name="Parler à une personne").click()
    assert "450 555-0100" in page.locator("ol.said").inner_text()
    page.get_by_role("button", name="Envoyer").click()
    assert "Écrivez votre question" in page.get_by_role("alert").inner_text()
