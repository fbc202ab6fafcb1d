"""Answers to Open311 attributes, by data type."""
import pytest

from actions.city_types import Attribute
from actions.request_values import MAX_STRING, MAX_TEXT, Unreadable, read, shown
from tests.actions.invented_city import NOW, attribute, values


def made(datatype, *names):
    return Attribute(**attribute("A", datatype, values=values(*names)))


SIZES = made("singlevaluelist", "Petit", "Moyen", "Énorme")
SIDES = made("multivaluelist", "Nord", "Sud", "Terre-plein central", "Bord et trottoir")


@pytest.mark.parametrize(("datatype", "text", "value"), [
    ("string", "  un  trou \n rond ", "un trou rond"), ("string", "x" * 9000, "x" * MAX_STRING),
    ("text", " ligne 1\nligne 2 ", "ligne 1\nligne 2"), ("text", "y" * 9000, "y" * MAX_TEXT),
    ("string", "{name} <b>", "{name} <b>"), ("unheard-of", " abc ", "abc"),
    ("number", "3", "3"), ("number", "environ 2,5 m", "2.5"), ("number", "1 250 pieds", "1250"),
    ("number", "-4", "-4"), ("number", "deux", "2"), ("number", "y en a vingt et un", "21"), ("number", "three bins", "3"),
    ("datetime", "le 20 novembre à 14h", "2030-11-20T14:00:00-05:00"), ("datetime", "hier soir", "2031-03-03T20:00:00-05:00"),
    ("number", "1\u00a0250,75", "1250.75"), ("number", "il y en a 12", "12"), ("number", "1,250", "1.250"),
    ("datetime", "mardi 11 mars à 14 h 30", "2031-03-11T14:30:00-04:00"),
    ("datetime", "demain", "2031-03-05T00:00:00-05:00"),
    ("datetime", "yesterday at 5 pm", "2031-03-03T17:00:00-05:00"),
])
def test_a_value_is_read_as_its_type_wants(datatype, text, value):
    assert read(made(datatype), text, NOW) == value


@pytest.mark.parametrize(("datatype", "text"), [
    ("string", ""), ("string", " \n\t "), ("text", ""), ("number", "beaucoup"), ("number", ""),
    ("number", "deux ou trois"), ("number", "2 or 3"),
    ("datetime", "bientôt"), ("datetime", ""), ("singlevaluelist", "rouge"), ("singlevaluelist", ""),
    ("multivaluelist", "rouge"),
    ("multivaluelist", ""), ("multivaluelist", ", ,"), ("multivaluelist", "Nord et rouge"),
])
def test_what_cannot_be_read_is_said_so(datatype, text):
    with pytest.raises(Unreadable):
        read(made(datatype, "Nord", "Sud"), text, NOW)


@pytest.mark.parametrize(("text", "key"), [
    ("Petit", "k0"), ("petit", "k0"), ("2", "k1"), ("le troisième", "k2"), ("énorme!", "k2"), ("enorme", "k2"),
    ("enrome", "k2"),
    ("moyen je dirais", "k1"), ("vraiment très petit", "k0"), ("moy", None), ("petit ou moyen", None),
    ("le dernier", "k2"),
])
def test_one_value_of_a_list(text, key):
    if key is None:
        with pytest.raises(Unreadable):
            read(SIZES, text, NOW)
    else:
        assert read(SIZES, text, NOW) == key


@pytest.mark.parametrize(("text", "keys"), [
    ("Nord", ["k0"]), ("nord et sud", ["k0", "k1"]), ("1, 2", ["k0", "k1"]), ("sud; nord & sud", ["k1", "k0"]),
    ("terre-plein central and nord", ["k2", "k0"]), ("nord, sud, ", ["k0", "k1"]), ("bord et trottoir", ["k3"]),
    ("bord et trottoir, sud", ["k3", "k1"]),
])
def test_several_values_of_a_list(text, keys):
    assert read(SIDES, text, NOW) == keys


def test_a_list_without_values_takes_words():
    assert read(made("singlevaluelist"), "Devant l'école", NOW) == "Devant l'école"


def test_values_are_shown_by_their_names():
    assert shown(SIZES, "k2", "fr", NOW) == "Énorme"
    assert shown(SIDES, ["k0", "k3"], "fr", NOW) == "Nord, Bord et trottoir"
    assert shown(made("string"), "libre", "fr", NOW) == "libre"


def test_a_moment_is_shown_as_it_is_said():
    moment = read(made("datetime"), "demain à 14 h 30", NOW)
    assert shown(made("datetime"), moment, "fr", NOW) == "mercredi 5 mars à 14\u00a0h\u00a030"
    assert shown(made("datetime"), moment, "en", NOW) == "Wednesday, March 5, 2:30\u00a0p.m."


def test_a_day_without_hour_is_shown_without_one_and_another_year_with_it():
    assert shown(made("datetime"), read(made("datetime"), "yesterday", NOW), "en", NOW) == "Monday, March 3"
    last_year = read(made("datetime"), "le 20 novembre", NOW)
    assert shown(made("datetime"), last_year, "fr", NOW) == "mercredi 20 novembre 2030"


def test_what_the_city_asks_about_the_time_to_come_is_in_it():
    wanted = Attribute(**{**attribute("A", "datetime"), "description": "Date de livraison souhaitée"})
    assert read(wanted, "vendredi", NOW) == "2031-03-07T00:00:00-05:00"


@pytest.mark.parametrize(("text", "key"), [
    ("green", "k1"), ("the black one", "k0"), ("brown bin", "k2"), ("marron", "k2"), ("blue", None), ("green or brown", None),
])
def test_a_list_in_one_language_is_answered_in_the_other(text, key):
    bins = made("singlevaluelist", "Noir", "Vert", "Brun")
    if key is None:
        with pytest.raises(Unreadable):
            read(bins, text, NOW)
    else:
        assert read(bins, text, NOW) == key


@pytest.mark.parametrize(("text", "keys"), [("stolen", ["k1"]), ("cassé", ["k0"]), ("broken and stolen", ["k0", "k1"])])
def test_usual_words_of_a_state(text, keys):
    assert read(made("multivaluelist", "Brisé", "Volé", "Perdu"), text, NOW) == keys


@pytest.mark.parametrize(("text", "key"), [("les vidanges", "k0"), ("récup", "k1"), ("compost", "k2"), ("garbage", "k0")])
def test_what_is_collected_by_its_usual_name(text, key):
    assert read(made("singlevaluelist", "Ordures", "Recyclage", "Matières organiques"), text, NOW) == key
