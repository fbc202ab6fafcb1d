import pytest

from nlu.entity_model import EntityModel, features, labels

ENTITY = {"entity": "address", "value": "12 rue Alpha", "start": 12, "end": 24}


def test_labels_of_tokens():
    assert labels("un trou au 1", []) == ["O"] * 4
    assert labels("un trou au  12 rue Alpha", [ENTITY]) == ["O"] * 3 + ["B-address", "I-address", "I-address"]


def test_one_feature_row_per_token():
    rows = features("un trou, là", "report_pothole")
    assert len(rows) == 4
    assert rows[0]["topic"] == "report_pothole"
    assert rows[0]["-1:edge"] and rows[1]["-1:word"] == "un"


@pytest.fixture(scope="module")
def model():
    names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"]
    examples = []
    for number, name in enumerate(names, 10):
        text = f"un trou au {number} rue {name} devant"
        end = text.index(" devant")
        found = {"entity": "address", "value": text[11:end], "start": 11, "end": end}
        examples.append((text, [found], "report_pothole"))
        examples.append((f"le trou est grand {name}", [], "report_pothole"))
    return EntityModel().fit(examples * 3)


def test_finds_a_street_never_seen(model):
    found = model.find("un trou au 55 rue Omega devant", "report_pothole")
    assert [(e["entity"], e["value"]) for e in found] == [("address", "55 rue Omega")]


def test_empty_text(model):
    assert model.find("", "greet") == []
