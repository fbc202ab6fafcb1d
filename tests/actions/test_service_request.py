"""The form of all ticket topics, from the first words to the number."""
import pytest

from actions import outbox
from actions.service_request import ActionServiceRequest
from tests.actions.invented_city import attribute, values
from tests.actions.support import Conversation, entity, sure

ACTION = ActionServiceRequest()
HOLE = "il y a un gros trou dans la rue"


def sent(fake_city):
    """The one request that the city received, as {field: value or values}."""
    assert len(fake_city.created) == 1
    pairs = next(iter(fake_city.created.values()))["body"]
    return {name: [v for n, v in pairs if n == name] if name.endswith("[]") else value for name, value in pairs}


async def opened(talk, text=HOLE, topic="report_pothole", address=None, **more):
    entities = [entity("address", address)] if address else []
    return await talk.run(ACTION, text, entities=entities, **sure(topic, **more))


async def confirmed(talk, size="Petit"):
    """At the summary, with a place, a size and no contact."""
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    await talk.press(ACTION, size)
    assert await talk.press(ACTION, "choice", "no_contact") == ["utter_ask_confirm_request"]


async def test_everything_asked_one_at_a_time_then_sent(talk, fake_city):
    assert await opened(talk, "nid-de-poule") == ["utter_request_started", "utter_ask_description"]
    assert await talk.run(ACTION, "Trou profond.") == ["utter_ask_place"]
    assert await talk.run(ACTION, "310 rue des aulnes") == ["utter_ask_attribute"]
    assert talk.titles == ["Petit", "Moyen",
        "Énorme"] and talk.said("utter_ask_attribute")["question"] == "Question TAILLE?"
    assert await talk.press(ACTION, "Énorme") == ["utter_ask_contact"]
    assert await talk.run(ACTION, "lou@example.org ou 418 555-0133") == ["utter_ask_confirm_request"]
    summary = talk.said("utter_ask_confirm_request")["summary"]
    assert all(part in summary for part in ("Trou profond.", "310, rue des Aulnes", "Énorme", "lou@example.org"))
    assert not fake_city.created                                     # nothing before the yes
    assert await talk.press(ACTION, "choice", "send") == ["utter_request_sent", "utter_settled"]
    assert talk.said("utter_request_sent")["number"] == "SC-1"
    assert talk.slots["tasks"] == [] and talk.slots["remembered"]["request_number"] == "SC-1"
    assert sent(fake_city) == {
        "api_key": "a-key-of-tests", "service_code": "TROU", "jurisdiction_id": "saintclovis.example",
        "description": "Trou profond.", "address_id": "c-310", "address_string": "310, rue des Aulnes", "lat": "47.1",
        "long": "-71.2", "email": "lou@example.org", "phone": "418 555-0133", "attribute[TAILLE]": "k2",
    }


async def test_what_was_told_at_once_is_not_asked(talk):
    replies = await opened(talk, f"{HOLE} au 310 rue des Aulnes", address="310 rue des Aulnes")
    assert replies == ["utter_request_started", "utter_ask_attribute"]
    assert talk.task["data"]["place"]["id"] == "c-310" and "gros trou" in talk.task["data"]["description"]


async def test_a_shared_position_is_a_place(talk, fake_city):
    await opened(talk, location={"lat": 47.15, "long": -71.25})
    await talk.press(ACTION, "Petit")
    await talk.press(ACTION, "choice", "no_contact")
    await talk.press(ACTION, "choice", "send")
    assert (sent(fake_city)["lat"], sent(fake_city)["long"]) == ("47.15", "-71.25")
    assert "address_string" not in sent(fake_city)


async def test_a_topic_that_is_off_opens_nothing(talk, profile_file):
    profile_file(topics__off=["report_pothole"])
    assert await opened(talk) == ["utter_topic_off"] and not talk.slots.get("tasks")


async def test_a_topic_without_a_code_of_its_own_goes_to_the_common_one(talk):
    await opened(talk, "un banc est cassé au parc depuis hier", "report_street_furniture")
    assert talk.task["data"]["code"] == "AUTRE"


@pytest.mark.parametrize(("datatype", "bad", "good", "kept"), [
    ("string", None, "rond", "rond"), ("text", None, "une\nlongue histoire", "une\nlongue histoire"),
    ("number", "beaucoup", "environ 2,5", "2.5"), ("datetime", "bientôt", "demain à 14 h",
    "2031-03-05T14:00:00-05:00"),
    ("singlevaluelist", "mauve", "2", "k1"), ("multivaluelist", "mauve", "Nord et Sud", ["k0", "k1"]),
])
async def test_each_data_type(talk, fake_city, datatype, bad, good, kept):
    fake_city.definitions["TROU"] = [attribute("X", datatype, values=values("Nord",
        "Sud") if "list" in datatype else [])]
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    if bad:
        assert await talk.run(ACTION, bad) == ["utter_ask_attribute_again"]
    assert await talk.run(ACTION, good) == ["utter_ask_contact"]
    assert talk.task["data"]["values"] == {"X": kept}
    await talk.press(ACTION, "choice", "no_contact")
    await talk.press(ACTION, "choice", "send")
    field = "attribute[X][]" if isinstance(kept, list) else "attribute[X]"
    assert sent(fake_city)[field] == kept


async def test_one_of_several_values_is_pressed(talk, fake_city):
    fake_city.definitions["TROU"] = [attribute("X", "multivaluelist", values=values("Nord", "Sud"))]
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    await talk.press(ACTION, "Sud")
    assert talk.task["data"]["values"] == {"X": ["k1"]}


@pytest.mark.parametrize("datatype", ["string", "number", "datetime", "singlevaluelist", "multivaluelist"])
async def test_an_optional_attribute_is_skipped_by_button(talk, fake_city, datatype):
    fake_city.definitions["TROU"] = [attribute("X", datatype, required=False, values=values("Nord", "Sud"))]
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    assert await talk.press(ACTION, "choice", "skip") == ["utter_ask_contact"]
    await talk.press(ACTION, "choice", "no_contact")
    await talk.press(ACTION, "choice", "send")
    assert not any(name.startswith("attribute") for name in sent(fake_city))


async def test_a_required_attribute_cannot_be_skipped(talk):
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    assert talk.titles == ["Petit", "Moyen", "Énorme"]


async def test_an_answer_that_cannot_be_read_twice_offers_ways_out(talk):
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    await talk.run(ACTION, "mauve")
    assert talk.titles == ["Petit", "Moyen", "Énorme"]
    await talk.run(ACTION, "vert")
    assert len(talk.titles) == 5 and talk.replies == ["utter_ask_attribute_again"]
    assert await talk.run(ACTION, "moyen") == ["utter_ask_contact"]


async def test_what_the_service_only_tells_is_shown_and_not_asked(talk, fake_city):
    fake_city.definitions["TROU"] = [attribute("INFO", "string", variable=False)]
    assert await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes") == ["utter_request_started",
        "utter_request_information", "utter_ask_contact"]
    assert talk.said("utter_request_information")["information"] == "Question INFO?"


async def test_braces_and_markup_travel_as_they_are(talk, fake_city):
    words = "{phone} <b>trou</b> %s ${HOME} ]]> & = é"
    await opened(talk, words, location={"lat": 1.0, "long": 2.0})
    await talk.press(ACTION, "Petit")
    await talk.press(ACTION, "choice", "no_contact")
    await talk.press(ACTION, "choice", "send")
    assert sent(fake_city)["description"] == words


STEPS = ["description", "attribute", "contact", "confirm"]


async def _at(talk, step):
    await opened(talk, "nid-de-poule" if step == "description" else HOLE, address="310 aulnes")
    if step in ("contact", "confirm"):
        await talk.press(ACTION, "Petit")
    if step == "confirm":
        await talk.press(ACTION, "choice", "no_contact")
    return talk.replies[-1]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("correction", ["non, c'est au 312", "pas le 310, au 312", "I meant at 312",
    "non attends, c'est au 312", "wait no it's at 312", "attends le trou est au 312"])
async def test_the_number_is_corrected_at_every_step(talk, step, correction):
    asked = await _at(talk, step)
    assert await talk.run(ACTION, correction) == [asked]                  # the same question goes on
    assert talk.task["data"]["place"]["label"] == "312, rue des Aulnes"


async def test_the_place_of_another_part_of_the_message_is_asked_not_taken(talk):
    shared = {**entity("address", "310 aulnes"), "shared": True}
    await talk.run(ACTION, "my street light is out", entities=[shared], **sure("report_pothole"))
    assert talk.replies[-1] == "utter_ask_place_known" and talk.task["data"]["place"] is None


@pytest.mark.parametrize("text", ["gros trou 310 aulnes profond", "un arbre bloque la rue des Aulnes au 310"])
async def test_the_place_is_found_in_the_opening_words(talk, text):
    await opened(talk, text, address="310" if "bloque" in text else None)
    assert talk.task["data"]["place"]["id"] == "c-310"


@pytest.mark.parametrize("step", STEPS)
async def test_another_street_corrects_too(talk, step):
    asked = await _at(talk, step)
    replies = await talk.run(ACTION, "oups, au 45 chemin Ouellet", entities=[entity("address", "45 chemin Ouellet")])
    assert replies == [asked] and talk.task["data"]["place"]["id"] == "c-45c"


@pytest.mark.parametrize("step", STEPS)
async def test_a_correction_that_is_not_found_asks_the_place_and_keeps_the_rest(talk, step):
    await _at(talk, step)
    before = dict(talk.task["data"]["values"])
    assert await talk.run(ACTION, "non, c'est au 999") == ["utter_place_not_found"]
    assert talk.task["data"]["place"] is None and talk.task["data"]["values"] == before
    await talk.run(ACTION, "312 rue des Aulnes")
    assert talk.task["data"]["place"]["id"] == "c-312"


@pytest.mark.parametrize("step", STEPS)
async def test_a_correction_while_the_city_is_down_is_kept_as_written(talk, fake_city, step):
    asked = await _at(talk, step)
    before = talk.task
    fake_city.modes["/addresses"] = "error_500"
    replies = await talk.run(ACTION, "non, c'est au 312")
    assert replies == ["utter_request_taken_anyway", asked]
    assert talk.task["data"]["place"] == {"label": "312, rue des Aulnes"}
    assert talk.task["data"]["values"] == before["data"]["values"]


async def test_an_answer_with_a_number_is_no_correction(talk, fake_city):
    fake_city.definitions["TROU"] = [attribute("N", "number"), attribute("QUAND", "datetime", order=2)]
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    await talk.run(ACTION, "non, plutôt 3")
    await talk.run(ACTION, "en fait demain 14h")
    await talk.run(ACTION, "pardon 418 555 0133")
    data = talk.task["data"]
    assert data["values"] == {"N": "3", "QUAND": "2031-03-05T14:00:00-05:00"}
    assert data["contact"] == {"phone": "418 555 0133"} and data["place"]["id"] == "c-310"


@pytest.mark.parametrize("words", ["pas de lumière depuis 3 jours", "non, 2 trous côte à côte",
    "en fait 4 roues y passent"])
async def test_a_description_with_a_number_is_no_correction(talk, words):
    await opened(talk, "nid-de-poule", address="310 aulnes")
    await talk.run(ACTION, words)
    assert talk.task["data"]["description"] == words and talk.task["data"]["place"]["id"] == "c-310"


async def test_duplicates_are_compared_with_the_corrected_place(talk, fake_city):
    await confirmed(talk)
    fake_city.requests = [{"service_request_id": "V-1", "requested_datetime": "2031-03-01T10:00:00-05:00",
                           "address": "312, rue des Aulnes", "description": "trou"}]
    assert await talk.run(ACTION, "non, au 312") == ["utter_offer_duplicate"]


async def test_no_is_asked_what_to_correct_and_each_field_can_be(talk, fake_city):
    await confirmed(talk)
    assert await talk.run(ACTION, "non") == ["utter_ask_what_to_correct"]
    assert len(talk.titles) == 5                                       # description, place, contact, size, cancel
    await talk.press(ACTION, "field", "description")
    assert await talk.run(ACTION, "Deux trous.") == ["utter_ask_confirm_request"]
    await talk.press(ACTION, "choice", "correct")
    assert await talk.press(ACTION, "Question TAILLE?") == ["utter_ask_attribute"]
    await talk.press(ACTION, "Moyen")
    await talk.press(ACTION, "choice", "correct")
    assert await talk.press(ACTION, "field", "contact") == ["utter_ask_contact"]
    await talk.run(ACTION, "lou@example.org")
    await talk.press(ACTION, "choice", "correct")
    assert await talk.press(ACTION, "field", "place") == ["utter_ask_place_known"]
    await talk.run(ACTION, "45 chemin Ouellet")
    await talk.press(ACTION, "choice", "send")
    form = sent(fake_city)
    assert (form["description"], form["attribute[TAILLE]"], form["email"]) == ("Deux trous.", "k1", "lou@example.org")
    assert form["address_id"] == "c-45c"


@pytest.mark.parametrize("words", ["oui mais c'est plus gros", "attends", "envoie pas", "hein?", "", "peut-être"])
async def test_nothing_is_sent_without_a_clear_yes(talk, fake_city, words):
    await confirmed(talk)
    assert await talk.run(ACTION, words) == ["utter_ask_what_to_correct"]
    assert not fake_city.created


@pytest.mark.parametrize("words", ["oui", "c'est beau", "yes, send it", "vas-y"])
async def test_a_typed_yes_sends(talk, fake_city, words):
    await confirmed(talk)
    assert "utter_request_sent" in await talk.run(ACTION, words)
    assert len(fake_city.created) == 1


async def test_a_complaint_needs_no_place_and_goes_without_contact(talk, fake_city):
    await opened(talk, "je veux porter plainte contre le bruit", "file_complaint")
    assert talk.replies == ["utter_request_started", "utter_ask_contact"]
    await talk.run(ACTION, "non merci")
    assert "utter_request_sent" in await talk.run(ACTION, "oui")
    assert sent(fake_city)["address_string"] == "9, place du Quai"


async def test_a_message_is_of_no_use_without_contact(talk, fake_city):
    await opened(talk, "dites au maire que je suis fâchée", "talk_to_human")
    assert talk.replies == ["utter_message_started", "utter_ask_contact_needed"] and talk.titles == []
    assert await talk.run(ACTION, "non merci") == ["utter_ask_contact_again"]
    assert await talk.run(ACTION, "418-555-0133") == ["utter_ask_confirm_request"]
    assert "utter_request_sent" in await talk.run(ACTION, "oui")
    assert sent(fake_city)["phone"] == "418-555-0133"


async def test_an_unreadable_contact_is_asked_again(talk):
    await opened(talk, address="310 aulnes")
    await talk.press(ACTION, "Petit")
    assert await talk.run(ACTION, "appelez-moi") == ["utter_ask_contact_again"]
    assert await talk.run(ACTION, "(418) 555-0133") == ["utter_ask_confirm_request"]


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "too_many", "wrong_types", "null_fields", "forbidden"])
async def test_the_city_is_down_at_the_opening_and_the_request_is_taken(talk, fake_city, mode):
    fake_city.modes.update({"/services": mode, "/addresses": mode, "/requests.json": "error_500"})
    replies = await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    assert replies == ["utter_request_started", "utter_request_taken_anyway", "utter_ask_contact"]
    assert await talk.press(ACTION, "choice", "no_contact") == ["utter_ask_confirm_request"]
    assert "310 aulnes" in talk.said("utter_ask_confirm_request")["summary"]
    assert await talk.press(ACTION, "choice", "send") == ["utter_request_waiting", "utter_settled"]
    (row,) = outbox.of_conversation(talk.id)
    assert (row["state"], row["form"]["address_string"]) == ("waiting", "310 aulnes") and HOLE in row["form"]["description"]


async def test_a_city_that_is_back_asks_what_it_needs_before_anything_is_sent(talk, fake_city):
    fake_city.modes["/services"] = "error_500"
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    assert await talk.press(ACTION, "choice", "no_contact") == ["utter_ask_confirm_request"]
    fake_city.modes.clear()
    assert await talk.press(ACTION, "choice", "send") == ["utter_ask_attribute"] and not fake_city.created
    assert await talk.press(ACTION, "Petit") == ["utter_ask_confirm_request"]
    assert "utter_request_sent" in await talk.press(ACTION, "choice", "send")
    assert sent(fake_city)["attribute[TAILLE]"] == "k0"


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "null_fields"])
async def test_the_search_is_down_at_the_opening_and_the_form_goes_on(talk, fake_city, mode):
    fake_city.modes["/addresses"] = mode
    replies = await opened(talk, address="310 aulnes")
    assert replies == ["utter_request_started", "utter_request_taken_anyway", "utter_ask_attribute"]
    assert talk.task["data"]["place"] == {"label": "310 aulnes"}


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "null_fields"])
@pytest.mark.parametrize("place", ["310 aulnes", "devant l'église", "derrière le quai du pont"])
async def test_the_search_is_down_at_the_place_and_the_words_are_kept(talk, fake_city, mode, place):
    await opened(talk)
    fake_city.modes["/addresses"] = mode
    assert await talk.run(ACTION, place) == ["utter_request_taken_anyway", "utter_ask_attribute"]
    assert talk.task["data"]["place"]["label"] in place


@pytest.mark.parametrize("answer", ["oui", "ok", "passer", "skip", "?"])
async def test_what_is_no_place_is_never_kept_as_one(talk, fake_city, answer):
    await opened(talk)
    fake_city.modes["/addresses"] = "error_500"
    assert "utter_ask_attribute" not in await talk.run(ACTION, answer) and not talk.task["data"]["place"]


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "wrong_types"])
async def test_the_notices_and_the_open_requests_are_down_and_nobody_notices(talk, fake_city, mode):
    fake_city.modes.update({"/notices": mode, "/requests.json": mode})
    await opened(talk, address="310 aulnes")
    assert await talk.press(ACTION, "Petit") == ["utter_ask_contact"]


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "slow", "too_many", "truncated", "forbidden", "null",
                                  "wrong_types", "texts", "number", "redirect_home"])
async def test_the_city_is_down_at_the_sending_and_the_promise_is_kept(talk, fake_city, mode):
    await confirmed(talk)
    fake_city.modes["/requests.json"] = mode
    assert await talk.run(ACTION, "oui") == ["utter_request_waiting", "utter_settled"]
    assert talk.slots["tasks"] == []


async def test_a_refusal_is_told_and_a_person_offered(talk, fake_city):
    await confirmed(talk)
    fake_city.statuses["/requests.json"] = (400, [{"code": 400, "description": "bad"}])
    assert await talk.run(ACTION, "oui") == ["utter_request_refused"]
    assert len(talk.titles) == 1


async def test_in_english(fake_city):
    talk = Conversation(language="en")
    await opened(talk, "there is a huge hole at 310 aulnes", address="310 aulnes")
    await talk.press(ACTION, "Petit")
    await talk.press(ACTION, "choice", "no_contact")
    assert "utter_request_sent" in await talk.press(ACTION, "choice", "send")


async def test_no_log_holds_what_was_told(talk, fake_city, private):
    await opened(talk, "gros trou secret au 310 aulnes", address="310 aulnes")
    await talk.press(ACTION, "Petit")
    await talk.run(ACTION, "lou@example.org 418 555-0133")
    fake_city.modes["/requests.json"] = "error_500"
    await talk.run(ACTION, "oui")
    private("secret", "aulnes", "lou@", "555-0133", "a-key-of-tests")


@pytest.mark.parametrize("words", ["about 30 cm deep", "c'est plein de vitre cassée", "y est vraiment profond"])
async def test_details_told_at_the_contact_step_join_the_description(talk, words):
    await _at(talk, "contact")
    assert await talk.run(ACTION, words) == ["utter_detail_noted", "utter_ask_contact"]
    assert talk.task["data"]["description"] == f"{HOLE}.\n{words}"


@pytest.mark.parametrize("words", ["oui", "yes please"])
async def test_a_yes_to_the_contact_asks_which(talk, words):
    await _at(talk, "contact")
    assert await talk.run(ACTION, words) == ["utter_ask_contact_which"]


async def test_details_told_at_the_duplicate_question_join_the_description(talk, fake_city):
    fake_city.requests = [{"service_request_id": "V-1", "requested_datetime": "2031-03-01T10:00:00-05:00",
                           "address": "310, rue des Aulnes", "description": "les mots d'une autre personne"}]
    await opened(talk, HOLE, address="310 aulnes")
    assert talk.replies[-1] == "utter_offer_duplicate"                       # as soon as the place is known
    assert "autre personne" not in str(talk.messages)
    assert await talk.run(ACTION, "y est vraiment profond, mon char y a passé proche") == [
        "utter_detail_noted", "utter_offer_duplicate"]
    assert await talk.press(ACTION, "choice", "other_request") == ["utter_ask_attribute"]
    assert "mon char" in talk.task["data"]["description"]


async def test_nobody_learns_of_a_complaint_about_a_neighbour(talk, fake_city):
    fake_city.requests = [{"service_request_id": "V-1", "requested_datetime": "2031-03-01T10:00:00-05:00",
                           "address": "310, rue des Aulnes", "description": "bruit"}]
    await opened(talk, "le voisin fait du bruit la nuit", topic="report_bylaw_breach", address="310 aulnes")
    assert "utter_offer_duplicate" not in talk.replies


@pytest.mark.parametrize("words", ["ajoutez que ça prend toute la voie", "add that it takes the whole lane"])
async def test_a_detail_is_added_at_the_summary(talk, words):
    await confirmed(talk)
    assert await talk.run(ACTION, words) == ["utter_ask_confirm_request"]
    assert talk.task["data"]["description"].endswith(("ça prend toute la voie", "it takes the whole lane"))


@pytest.mark.parametrize("words", ["non, c'est un moyen", "actually it's moyen", "attends, plutôt moyen"])
async def test_an_answer_is_corrected_at_the_summary(talk, words):
    await confirmed(talk)
    assert await talk.run(ACTION, words) == ["utter_ask_confirm_request"]
    assert talk.task["data"]["values"] == {"TAILLE": "k1"}


async def test_the_crew_is_told_that_the_place_of_the_description_was_corrected(talk, fake_city):
    await confirmed(talk)
    await talk.run(ACTION, "non, au 312")
    await talk.press(ACTION, "choice", "send")
    assert sent(fake_city)["description"].endswith("(Endroit corrigé : 312, rue des Aulnes)")


@pytest.mark.parametrize("words", ["skip", "passer", "je passe", "skip it"])
async def test_a_needed_answer_cannot_be_skipped_in_words_and_nothing_is_lost(talk, words):
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    assert await talk.run(ACTION, words) == ["utter_ask_attribute_needed"]
    assert talk.task["data"]["place"]["id"] == "c-310"


async def test_a_place_told_as_the_description_is_a_place(talk):
    await opened(talk, "nid-de-poule")
    assert await talk.run(ACTION, "devant le 310 aulnes") == ["utter_ask_attribute"]
    assert talk.task["data"]["place"]["id"] == "c-310"
    assert talk.task["data"]["description"] == "nid-de-poule, devant le 310 aulnes"


async def test_details_told_at_a_list_join_the_description_and_the_loop_has_an_end(talk):
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    assert await talk.run(ACTION, "mon char est passé dedans") == ["utter_detail_noted", "utter_ask_attribute_again"]
    assert talk.task["data"]["description"].endswith("mon char est passé dedans")
    for _ in range(3):
        await talk.run(ACTION, "mauve")
    assert talk.replies == ["utter_attribute_stuck", "utter_ask_attribute_again"] and len(talk.titles) == 5


async def test_the_notice_of_the_city_is_shown(talk, fake_city):
    await confirmed(talk)
    fake_city.statuses["/requests.json"] = (201, [{"service_request_id": "Z-1", "service_notice": "Visite sous 3 jours"}])
    await talk.press(ACTION, "choice", "send")
    assert talk.said("utter_request_notice")["notice"] == "Visite sous 3 jours"


async def test_line_breaks_of_a_long_answer_are_kept(talk, fake_city):
    fake_city.definitions["TROU"] = [attribute("X", "text")]
    await opened(talk, f"{HOLE} au 310 aulnes", address="310 aulnes")
    await talk.run(ACTION, "un deux", lines="un\ndeux")
    assert talk.task["data"]["values"] == {"X": "un\ndeux"}
