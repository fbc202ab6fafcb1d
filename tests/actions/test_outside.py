"""What is not the city's business, and who it is for."""
import pytest

from actions import outside
from actions.outside import ActionOtherCityMatter, ActionOutOfScope, body_in_charge

OUT, OTHER = ActionOutOfScope(), ActionOtherCityMatter()


@pytest.mark.parametrize(("text", "part"), [
    ("ma carte d'assurance maladie est expirée", "maladie"), ("renouveler mon permis de conduire SAAQ", "automobile"),
    ("panne d'électricité Hydro-Québec", "Hydro"), ("mes impôts à Revenu Québec", "Revenu"),
])
def test_bodies(text, part):
    assert part.lower() in body_in_charge(text)["name"]["fr"].lower()


@pytest.mark.parametrize("text", ["", "quel temps fait-il sur Mars", "{name}", "(((("])
def test_no_body(text):
    assert body_in_charge(text) is None


def test_every_body_has_both_names():
    assert all(body["name"]["fr"] and body["name"]["en"] for _, body in outside._bodies())


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_body_is_named_in_the_citizens_language(talk, language):
    talk.slots["language"] = language
    assert await talk.run(OUT, "my SAAQ driver's licence, permis de conduire SAAQ") == ["utter_out_of_scope_body"]
    said = talk.said("utter_out_of_scope_body")
    assert said["body"] == body_in_charge("SAAQ")["name"][language]


async def test_nobody_known_still_offers_a_person(talk):
    assert await talk.run(OUT, "quel temps fait-il sur Mars") == ["utter_out_of_scope"] and talk.titles


async def test_another_matter_of_the_city_offers_to_leave_the_words(talk):
    assert await talk.run(OTHER, "qui s'occupe du jumelage?") == ["utter_other_city_matter"]
    requests = [c["value"].get("request", {}) for c in talk.slots["choices"]]
    assert any(r.get("text") == "qui s'occupe du jumelage?" and r["topic"] == "other_city_matter" for r in requests)
