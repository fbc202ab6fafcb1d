"""The sorting guide over HTTP."""


def test_item(get):
    assert get("/city/v1/waste-items", q="vieux matelas") == [
        {"id": "matelas", "name": "Matelas", "destination": "bulky", "instructions": "Au bord de la rue."}
    ]


def test_english(get):
    row = get("/city/v1/waste-items", q="matelas", lang="en")[0]
    assert (row["name"], row["instructions"]) == ("Mattress", "At the curb.")


def test_a_text_that_is_not_translated_is_in_french(get):
    assert get("/city/v1/waste-items", q="laptop", lang="en")[0]["instructions"] == "À l'écocentre."


def test_nothing(get):
    assert get("/city/v1/waste-items", q="zzzzzz") == []


def test_wrong_parameters(problem):
    problem(400, "/city/v1/waste-items")
    problem(400, "/city/v1/waste-items", q="x", lang="EN")
    problem(400, "/city/v1/waste-items", q="x", limit="5.0")
