"""The reader of figures: without it a wrong date in one language would pass."""

import pytest
from content_library import each
from figures import figures


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le taux est de 1,5 %.", "The rate is 1.5%."),
        ("500 000 $ ou 3 250,75 $", "$500,000 or $3,250.75"),
        ("de 9 h à 16 h 30", "from 9 a.m. to 4:30 p.m."),
        ("de 9 h à 11 h 30", "from 9 to 11:30 a.m."),
        ("jusqu'à midi", "until noon"),
        ("le 1er mars et le 31 mai 2027", "March 1 and May 31, 2027"),
        ("du 7 au 20 décembre", "December 7 to 20"),
        ("au 1 866 536-5140 ou au 9-1-1", "at 1 866 536-5140 or 9-1-1"),
        ("{local} voyez https://exemple.example/2025", "{local} see https://example.example/2026"),
    ],
)
def test_the_same_figures(french, english):
    assert figures(french, "fr") == figures(english, "en")


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("avant le 1er mai", "before March 1"),
        ("dans les 15 jours", "within 51 days"),
        ("de 9 h à 16 h", "from 9 a.m. to 4:30 p.m."),
        ("1,5 %", "15%"),
        ("450 555-0100", "450 555-0101"),
    ],
)
def test_other_figures(french, english):
    assert figures(french, "fr") != figures(english, "en")


def test_a_check_on_each_item_reports_every_fault():
    @each((1, 2, 3), ("a",))
    def check(number, letter):
        assert number == 2, letter

    with pytest.raises(AssertionError, match=r"(?s)1 a: .*3 a: "):
        check()
