"""Nothing is lost or doubled when a page reloads, a network drops, a server restarts, or two tabs are open."""
import re

from tests.browser.test_conversation import ADDRESS, NUMBER, POTHOLE, agent_says


def test_reload_in_the_middle_of_a_request(arrive):
    citizen = arrive().open()
    citizen.say("il y a un nid-de-poule dans ma rue")
    citizen.carry(POTHOLE, until=r"profondeur|Oui, envoyer|joindre", most=4)
    before = citizen.transcript()
    citizen.page.reload()
    citizen.until(lambda: citizen.transcript() == before, "the same conversation")
    assert citizen.dialog.is_visible()
    assert citizen.heard() == ""   # what was said before is not announced again
    assert re.search(r"\d{3,}", citizen.carry(POTHOLE, until=NUMBER))


def test_the_server_stops_in_the_middle_of_a_conversation(arrive, assistant):
    citizen = arrive().open()
    citizen.say("c'est quand la collecte des vidanges")
    assistant.end("rasa", kill=True)
    citizen.write(ADDRESS)
    citizen.until(lambda: citizen.widget.locator(".state.waiting").is_visible(), "the waiting state")
    citizen.until(lambda: citizen.widget.locator(".notice").is_visible(), "the notice")
    assistant.start("rasa")
    citizen.until(lambda: len(citizen.said_by("assistant")) > 1 and citizen.settled(), "the answer", 60)
    assert citizen.said_by("citizen") == ["c'est quand la collecte des vidanges", ADDRESS]
    assert re.search(r"novembre|décembre|janvier", citizen.last())
    assert citizen.widget.locator(".notice").is_hidden()


def test_what_is_under_way_when_the_server_crashes_is_answered_once(arrive, assistant):
    citizen = arrive().open()
    citizen.say("c'est quand la collecte des vidanges")
    citizen.write(ADDRESS)
    citizen.until(lambda: citizen.widget.locator(".typing").is_visible(), "the answer under way")
    assistant.restart("rasa", kill=True)
    citizen.until(lambda: len(citizen.said_by("assistant")) > 1 and citizen.settled(), "the answer", 90)
    citizen.page.wait_for_timeout(500)
    said = citizen.said_by("assistant")
    assert len(said) == len(set(said))
    assert len(citizen.said_by("citizen")) == 2


def test_off_line_then_on_line(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    citizen.page.context.set_offline(True)
    citizen.write("quand dois-je payer mes taxes")
    citizen.until(lambda: citizen.widget.locator(".state.waiting").is_visible(), "the waiting state")
    citizen.page.context.set_offline(False)
    citizen.until(lambda: len(citizen.said_by("assistant")) > 1 and citizen.settled(), "the answer")
    assert citizen.said_by("citizen").count("quand dois-je payer mes taxes") == 1


def test_a_message_written_off_line_survives_a_reload(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    citizen.page.route("**/webhooks/web/messages", lambda route: route.abort())
    citizen.write("quand dois-je payer mes taxes")
    citizen.until(lambda: citizen.widget.locator(".state.waiting").is_visible(), "the waiting state")
    citizen.page.unroute("**/webhooks/web/messages")
    citizen.page.reload()
    citizen.until(lambda: "taxes" in " ".join(citizen.said_by("citizen")), "the message")
    citizen.until(lambda: len(citizen.said_by("assistant")) > 1 and citizen.settled(), "the answer")
    assert citizen.said_by("citizen").count("quand dois-je payer mes taxes") == 1


def test_an_answer_lost_on_the_way_doubles_nothing(arrive):
    """The server received it, but the page never knew: it sends again, under the same id."""
    citizen = arrive().open()
    citizen.say("bonjour")
    lost = []

    def lose_the_first(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    citizen.page.route("**/webhooks/web/messages", lose_the_first)
    citizen.say("quand dois-je payer mes taxes")
    citizen.page.wait_for_timeout(2500)
    assert lost[0].status == 202
    assert citizen.said_by("citizen").count("quand dois-je payer mes taxes") == 1
    answers = citizen.said_by("assistant")
    assert len(answers) == len(set(answers))


def test_two_tabs_are_one_conversation(arrive):
    first = arrive().open()
    first.say("bonjour")
    second = arrive(context=first.page.context).open()
    second.until(lambda: second.transcript() == first.transcript(), "the conversation in the second tab")
    second.say("quand dois-je payer mes taxes")
    first.until(lambda: first.transcript() == second.transcript() and first.settled(), "the second tab's words")
    assert first.said_by("citizen") == ["bonjour", "quand dois-je payer mes taxes"]


def test_the_first_message_in_one_tab_opens_the_conversation_in_the_other(arrive):
    first = arrive().open()
    second = arrive(context=first.page.context).open()
    first.say("bonjour")
    second.until(lambda: second.transcript() == first.transcript(), "the conversation in the second tab")


def test_a_refused_message_says_why_and_can_be_sent_again(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    refusal = {"error": "too_often", "message": "Attendez 5 secondes."}
    headers = {"Access-Control-Allow-Origin": citizen.assistant.web_url}
    citizen.page.route(
        "**/webhooks/web/messages", lambda route: route.fulfill(status=429, json=refusal, headers=headers), times=1
    )
    citizen.write("quand dois-je payer mes taxes")
    state = citizen.widget.locator(".state.failed")
    state.wait_for()
    assert "Attendez 5 secondes." in state.inner_text()
    before = len(citizen.said_by("assistant"))
    state.get_by_role("button", name="Renvoyer").click()
    citizen.answer_after(before)
    assert citizen.said_by("citizen").count("quand dois-je payer mes taxes") == 1


def test_unread_words_are_counted_on_the_bubble(arrive):
    citizen = arrive().open()
    citizen.say("bonjour")
    citizen.widget.get_by_role("button", name="Fermer la conversation").click()
    agent_says(citizen, "Bonjour, ici Julie.")
    bubble = citizen.widget.locator("button.bubble")
    citizen.until(lambda: bubble.locator("b").count() == 1, "the count")
    assert bubble.inner_text().endswith("1") and "nouveau" in bubble.get_attribute("aria-label")
    bubble.click()
    assert bubble.locator("b").count() == 0
