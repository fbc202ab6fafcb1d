"""Road works, judged by Open511's own validator."""

import pytest
from open511.converter.o5xml import json_doc_to_xml
from open511.validator import validate, validate_single_json_item

URL = "/city/v1/roadworks/events"


def ids(get, **query):
    return [event["id"].rpartition("/")[2] for event in get(URL, **query)["events"]]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_valid_open511(get, lang):
    data = get(URL, status="ALL", lang=lang)
    for event in data["events"]:
        assert validate_single_json_item(event)
    assert validate(json_doc_to_xml(data, lang))


def test_structure(get):
    data = get(URL)
    assert data["meta"]["version"] == "v1"
    assert data["pagination"] == {"offset": "0"}
    event = data["events"][0]
    assert event["headline"] == "Rue des Érables fermée"
    assert event["schedule"] == {"intervals": ["2026-11-01T07:00/2026-11-30T18:00"]}
    assert event["roads"] == [
        {
            "name": "rue des Érables",
            "from": "rue du Parc",
            "to": "chemin du Lac",
            "state": "CLOSED",
            "direction": "BOTH",
        }
    ]


def test_an_open_end(get):
    assert get(URL)["events"][1]["schedule"] == {"intervals": ["2026-12-05T09:00/"]}


def test_the_url_of_an_event_answers_it(get):
    event = get(URL)["events"][0]
    path = event["url"].removeprefix("http://testserver")
    assert get(path)["events"] == [event]


FILTERS = [
    ({}, ["w1", "w2"]),
    ({"status": "ARCHIVED"}, ["w3"]),
    ({"status": "active,archived"}, ["w3", "w1", "w2"]),
    ({"status": "ALL"}, ["w3", "w1", "w2"]),
    ({"road_name": "erables"}, ["w1"]),
    ({"road_name": "SAINT-CHARLES"}, ["w2"]),
    ({"road_name": "nulle part"}, []),
    ({"bbox": "-72,45.3,-71.8,45.5"}, ["w1"]),
    ({"bbox": "-180,-90,180,90"}, ["w1", "w2"]),
    ({"in_effect_on": "2026-11-15"}, ["w1"]),
    ({"in_effect_on": "2026-11-30T18:00:00-05:00"}, ["w1"]),
    ({"in_effect_on": "2026-11-30T18:01:00-05:00"}, []),
    ({"in_effect_on": "2026-12-05"}, ["w2"]),
    ({"in_effect_on": "2030-01-01"}, ["w2"]),
    ({"in_effect_on": "2026-11-30,2026-12-06"}, ["w1", "w2"]),
    ({"severity": "MAJOR"}, ["w1"]),
    ({"event_type": "SPECIAL_EVENT"}, ["w2"]),
    ({"offset": "1"}, ["w2"]),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters(get, query, expected):
    assert ids(get, **query) == expected


def test_in_effect_now(get, clock_at):
    clock_at("2026-11-15T12:00:00-05:00")
    assert ids(get, in_effect_on="now") == ["w1"]


@pytest.mark.parametrize(
    "query",
    [
        {"status": "OPEN"},
        {"bbox": "1,2,3"},
        {"bbox": "a,b,c,d"},
        {"bbox": "5,0,4,1"},
        {"bbox": "nan,0,1,1"},
        {"in_effect_on": "soon"},
        {"in_effect_on": "2026-01-01,2026-01-02,2026-01-03"},
        {"offset": "-1"},
        {"severity": "HUGE"},
    ],
)
def test_wrong_filters(problem, query):
    problem(400, URL, **query)


def test_unknown_event(problem):
    problem(404, f"{URL}/nope")
