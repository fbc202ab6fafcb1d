import pytest

from nlu.costs import Costs, costs
from nlu.topic_importer import read
from tools.evaluation.sets import ROOT

RULES = Costs(0.1, 0.2, 0.5, {"tax_balance": 0.7}, {}, 0.9, frozenset({"transit_fares"}))


def _ranking(name, first, second=0.0):
    return [{"name": name, "confidence": first}, {"name": "greet", "confidence": second}]


@pytest.mark.parametrize(("ranking", "elsewhere", "decision"), [
    (_ranking("snow_rules", 0.5), False, "sure"),
    (_ranking("snow_rules", 0.5, 0.45), False, "torn"),
    (_ranking("tax_balance", 0.6), False, "torn"),
    (_ranking("tax_balance", 0.7), False, "sure"),
    (_ranking("snow_rules", 0.19), False, "unsure"),
    (_ranking("snow_rules", 0.8), True, "torn"),
    (_ranking("snow_rules", 0.9), True, "sure"),
    (_ranking("transit_fares", 0.6), True, "sure"),
    ([{"name": "greet", "confidence": 0.9}], False, "sure"),
])
def test_decision(ranking, elsewhere, decision):
    assert RULES.decision(ranking, elsewhere) == decision


def test_the_file_names_topics_of_the_contract():
    topics = {topic for area in read(ROOT / "topics.yml").values() for topic in area}
    assert set(costs().needed) | costs().elsewhere_usual <= topics


def test_money_and_permits_need_more_than_opening_hours():
    needed = costs().needed
    assert needed["tax_balance"] == needed["permit_requirements"] > costs().usual > needed["recreation_schedule"]
