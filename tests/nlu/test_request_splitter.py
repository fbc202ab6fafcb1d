import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.request_splitter import MOST_PIECES, RequestSplitter, pieces, proposals


def _cut(text):
    return [text[start:end].strip() for start, end in pieces(text)]


@pytest.mark.parametrize(("text", "parts"), [
    ("mon bac est brisé pis quand passe le recyclage?", ["mon bac est brisé pis", "quand passe le recyclage?"]),
    ("C'est quand les taxes? Comment payer?", ["C'est quand les taxes?", "Comment payer?"]),
    ("my bin is gone and when is recycling", ["my bin is gone and", "when is recycling"]),
    ("ya un trou ici pi la lumière est morte", ["ya un trou ici pi", "la lumière est morte"]),
    ("le bac est plein (et la rue est sale)", ["le bac est plein (", "et la rue est sale)"]),
    ("jveux pas la carte jveux savoir le prix", ["jveux pas la carte", "jveux savoir le prix"]),
    ("c'est pas le banc c'est la clôture brisée", ["c'est pas le banc", "c'est la clôture brisée"]),
    ("mon bac est vert je veux un bleu", ["mon bac est vert je veux un bleu"]),
    ("Bonjour et merci", ["Bonjour et merci"]),
    ("mon bac", ["mon bac"]),
])
def test_pieces(text, parts):
    assert _cut(text) == parts


def test_pieces_cover_the_text():
    text = "Un bac. Deux rues fermées; un trou ici, et une lumière là. Merci bien à vous. Une autre phrase encore."
    found = pieces(text)
    assert found[0][0] == 0 and found[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in zip(found, found[1:]))


def test_never_too_many_pieces():
    assert len(pieces("encore une phrase. " * 200)) == MOST_PIECES


def test_the_whole_comes_first_and_once():
    text = "mon bac est brisé. la rue est fermée. il fait noir ici."
    found = proposals(text)
    assert found[0] == (0, len(text))
    assert len(found) == len(set(found)) == 6


def test_component_proposes_without_output():
    message = Message({TEXT: "mon bac est brisé. la rue est fermée."})
    RequestSplitter({}).process([message])
    assert len(message.get("proposed")) == 3
    assert "proposed" not in message.output_properties
