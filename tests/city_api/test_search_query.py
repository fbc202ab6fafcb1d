"""How an address is taken apart."""

from city_api.search.query import readings, street_words
from city_api.search.text import fold, tokens


def words(name):
    return street_words(tokens(fold(name)))


def test_a_street_has_a_generic_a_core_and_a_direction():
    street = words("boulevard Saint-Charles Ouest")
    assert (street.generic, street.core, street.direction) == ("boulevard", ("saint", "charle"), "ouest")


def test_english_puts_the_generic_last():
    assert words("Main St").generic == "rue"
    assert words("St Charles").core == ("saint", "charle")


def test_a_number_may_be_civic_or_part_of_the_street():
    found = [(reading.civic, reading.street.core) for reading in readings("145 route 132")]
    assert ("145", ("132",)) in found
    assert (None, ("145", "132")) in found


def test_units_and_postal_codes_are_left_aside():
    assert next(readings("145 rue des Érables app 3 J0B 1A1")).street.core == ("erable",)


def test_a_unit_before_the_civic_number():
    assert [reading.civic for reading in readings("3-145 rue des Pins")] == ["3-145", "145", "3", None]


def test_the_city_is_left_aside_at_the_end_only():
    city = frozenset(["valmont", "qc"])
    assert next(readings("9 rue des Pins Valmont QC", city)).street.core == ("pin",)
    assert next(readings("9 rue Valmont", city)).street.core
