from nlu.costs import Costs
from nlu.partition import partition

SPLIT = {"part": 0.6, "whole": 0.4, "part_of_unclear": 0.45, "words": 3, "loss": 0.3, "denied": 0.35, "sentence": 0.5,
         "loss_of_sentences": 0.5, "seldom": 0.85, "most": 3}
COSTS = Costs(0.05, 0.1, 0.4, {}, SPLIT, 0.9, frozenset())
TEXT = "mon bac est brisé. quand passe le recyclage?"
CUT = 19


def _span(start, end, topic, confidence):
    return start, end, [{"name": topic, "confidence": confidence}]


def _spans(first, second, whole=("bin_request", 0.6)):
    return [_span(0, len(TEXT), *whole), _span(0, CUT, *first), _span(CUT, len(TEXT), *second)]


def _topics(spans, text=TEXT):
    return [ranking[0]["name"] for _, _, ranking in partition(text, spans, COSTS)]


def test_two_clear_parts_of_different_topics():
    assert _topics(_spans(("bin_request", 0.9), ("collection_schedule", 0.8))) == ["bin_request", "collection_schedule"]


def test_an_unclear_part_is_no_request():
    assert _topics(_spans(("bin_request", 0.9), ("collection_schedule", 0.4))) == ["bin_request"]


def test_one_topic_told_in_two_parts_is_one_request():
    assert len(partition(TEXT, _spans(("bin_request", 0.9), ("bin_request", 0.9)), COSTS)) == 1


def test_courtesy_is_no_request():
    spans = _spans(("greet", 0.9), ("collection_schedule", 0.9), ("collection_schedule", 0.9))
    assert _topics(spans) == ["collection_schedule"]


def test_refusals_and_emergencies_are_no_part():
    for topic in ("out_of_scope", "emergency", "cancel"):
        assert _topics(_spans(("bin_request", 0.9), (topic, 0.9))) == ["bin_request"]


def test_what_follows_and_must_be_clearer_than_a_sentence_of_its_own():
    sentences, text = _spans(("bin_request", 0.9), ("collection_schedule", 0.55)), TEXT.replace(". ", " et ")
    assert _topics(sentences) == ["bin_request", "collection_schedule"]
    joined = [_span(0, len(text), "bin_request", 0.6), _span(0, CUT + 2, "bin_request", 0.9),
              _span(CUT + 2, len(text), "collection_schedule", 0.55)]
    assert _topics(joined, text) == ["bin_request"]


def test_a_matter_of_no_topic_is_a_part_only_when_it_is_certain():
    for confidence, found in ((0.9, ["bin_request", "other_city_matter"]), (0.8, ["bin_request"])):
        assert _topics(_spans(("bin_request", 0.9), ("other_city_matter", confidence))) == found


def test_the_whole_must_agree_with_one_part():
    assert _topics(_spans(("bin_request", 0.9), ("greet", 0.9), ("snow_rules", 0.5))) == ["snow_rules"]


def test_an_unsure_whole_has_no_say_in_the_parts():
    spans = _spans(("bin_request", 0.9), ("collection_schedule", 0.9), ("snow_rules", 0.3))
    assert _topics(spans) == ["bin_request", "collection_schedule"]


def test_what_refers_back_is_no_request():
    text = "who is the ombudsman and how do I reach them"
    spans = [_span(0, len(text), "ombudsman", 0.9), _span(0, 24, "ombudsman", 0.9), _span(24, len(text), "contact_info", 0.9)]
    assert _topics(spans, text) == ["ombudsman"]


def test_a_sure_whole_is_not_cut_for_unsure_parts():
    spans = _spans(("bin_request", 0.55), ("collection_schedule", 0.55), ("bin_request", 0.99))
    assert _topics(spans) == ["bin_request"]


def test_what_is_not_wanted_is_left_out():
    text = "pas le recyclage, les vidanges c'est quand"
    spans = [_span(0, len(text), "bin_request", 0.5), _span(0, 18, "bin_request", 0.9),
             _span(18, len(text), "collection_schedule", 0.9)]
    assert partition(text, spans, COSTS) == [spans[2]]


def test_one_piece_is_returned_as_it_is():
    whole = _span(0, len(TEXT), "bin_request", 0.2)
    assert partition(TEXT, [whole], COSTS) == [whole]
