"""Discovery, the list of services and their definitions."""

from city_api.models import Service
from defusedxml import ElementTree


def test_list(get):
    rows = {row["service_code"]: row for row in get("/open311/v2/services.json")}
    assert set(rows) == {"V-1", "V-2", "V-3", "V-9"}
    assert rows["V-1"] == {
        "service_code": "V-1",
        "service_name": "Nid-de-poule",
        "description": "Trou dans la rue",
        "metadata": True,
        "type": "realtime",
        "keywords": "trou,rue",
        "group": "Rues",
    }
    assert rows["V-2"]["type"] == "batch"
    assert rows["V-3"]["keywords"] is None
    assert rows["V-3"]["metadata"] is False


def test_english_by_lang_or_locale(get):
    assert get("/open311/v2/services.json", lang="en")[0]["service_name"] == "Pothole"
    assert get("/open311/v2/services.json", locale="en-CA")[0]["service_name"] == "Pothole"


def test_list_in_xml(client, city):
    root = ElementTree.fromstring(client.get("/open311/v2/services.xml").content)
    assert root.tag == "services"
    assert {child.tag for child in root} == {"service"}
    assert root.findtext("service/metadata") == "true"


def test_a_service_that_is_no_longer_offered(get, client):
    Service.objects.filter(pk="V-1").update(active=False)
    assert "V-1" not in {row["service_code"] for row in get("/open311/v2/services.json")}
    assert client.get("/open311/v2/services/V-1.json").status_code == 404


def test_definition(get):
    data = get("/open311/v2/services/V-1.json")
    assert data["service_code"] == "V-1"
    assert [attribute["order"] for attribute in data["attributes"]] == [1, 2, 3, 4, 5, 6]
    assert data["attributes"][0] == {
        "variable": True,
        "code": "depth",
        "datatype": "singlevaluelist",
        "required": True,
        "datatype_description": "Un choix",
        "order": 1,
        "description": "Quelle profondeur?",
        "values": [{"key": "small", "name": "Petit"}, {"key": "big", "name": "Gros"}],
    }
    assert "values" not in data["attributes"][2]
    assert data["attributes"][5]["variable"] is False


def test_definition_in_xml_and_english(client, city):
    root = ElementTree.fromstring(client.get("/open311/v2/services/V-1.xml?lang=en").content)
    assert root.tag == "service_definition"
    assert [value.findtext("name") for value in root.findall("attributes/attribute/values/value")][:2] == [
        "Small",
        "Big",
    ]


def test_a_service_without_questions_has_an_empty_definition(get):
    assert get("/open311/v2/services/V-9.json") == {"service_code": "V-9", "attributes": []}


def test_discovery(get):
    data = get("/open311/v2/discovery.json")
    (endpoint,) = data["endpoints"]
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert "819 555-0142" in data["contact"]


def test_discovery_in_xml(client, city):
    root = ElementTree.fromstring(client.get("/open311/v2/discovery.xml").content)
    assert root.tag == "discovery"
    assert [node.text for node in root.findall("endpoints/endpoint/formats/format")] == ["text/xml", "application/json"]


def test_the_changeset_moves_with_the_services(get):
    before = get("/open311/v2/discovery.json")["changeset"]
    from datetime import timedelta

    Service.objects.filter(pk="V-1").update(updated_at=Service.objects.get(pk="V-1").updated_at + timedelta(minutes=1))
    assert get("/open311/v2/discovery.json")["changeset"] > before


def test_an_unknown_path_is_an_open311_error(client, city):
    assert client.get("/open311/v2/nothing.json").json()[0]["code"] == 404
    assert ElementTree.fromstring(client.get("/open311/v2/services").content).findtext("error/code") == "404"
