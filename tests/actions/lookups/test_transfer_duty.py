"""Transfer duty: exact in decimals whatever the brackets, and prices written in any way."""
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.city_types import DutyBracket
from actions.lookups.transfer_duty import ActionTransferDuty, parse_price, shares, total
from tests.actions.support import entity, sure

PRICES = [
    ("450 000 $", "450000"), ("450\u00a0000\u202f$", "450000"), ("450\u202f000", "450000"),
    ("$450,000.50", "450000.50"),
    ("450000", "450000"), ("450.000 $", "450000"), ("450 000,25 $", "450000.25"), ("450k", "450000"),
    ("450 K$", "450000"),
    ("1,2 million", "1200000"), ("1.25M", "1250000"), ("2 millions de dollars", "2000000"), ("450 mille", "450000"),
    ("three hundred thousand", None), ("une maison de 312 500 $ au 145 rue X", "312500"), ("1 000", "1000"),
    ("au 1450, rue des Pins, pour 400 000 $", "400000"), ("en 2031, une maison de 385000", "385000"),
    ("maison 400 000 $, mise de fonds de 80 000 $", "400000"), ("j'achète en 2027 à 400k", "400000"),
    ("2 logements, 600 000$", "600000"), ("1'250'000", "1250000"),
    ("à 500 m du lac, 300 000 $", "300000"), ("2500", "2500"), ("٤٥٠٠٠٠", "450000"),
    ("999", None), ("", None), ("gratuit", None), ("2 000 000 000 $", None), ("0 $", None), ("-", None),
    ("1e9", None),
    ("NaN", None), ("Infinity $", None), ("9" * 400, None), ("$,.' '", None), ("{0.__class__}", None), ("%s%n", None),
    ("1.2.3.4.5", None), ("12 34 56 78", None), ("$ 1 $ 2 $ 3", None), ("½ million", None), ("5 \u0000000", None),
]


@pytest.mark.parametrize(("text", "price"), PRICES, ids=[repr(text[:30]) for text, _ in PRICES])
def test_prices(text, price):
    assert parse_price(text) == (Decimal(price) if price else None)


@pytest.mark.parametrize("unit", ["9", "1 ", "1,000", "$ ", "450k ", ".'"])
def test_a_very_long_text_is_read_without_harm(unit):
    price = parse_price(unit * 20_000)
    assert price is None or Decimal(1000) <= price <= Decimal(10) ** 9


BRACKETS = [DutyBracket(above=Decimal(a), rate=Decimal(r))
            for a, r in [("70000", "1.25"), ("0", "0.5"), ("333333.33", "1.5"), ("1000000", "3")]]   # in no order


@pytest.mark.parametrize(("price", "duty"), [
    ("70000", "350.00"), ("70000.01", "350.00"), ("333333.33", "3641.67"), ("333334.33", "3641.68"),
    ("450000", "5391.67"), ("1000000", "13641.67"), ("1000000000", "29983641.67"), ("1000", "5.00"),
])
def test_worked_by_hand(price, duty):
    assert total(Decimal(price), BRACKETS) == Decimal(duty)


def test_what_lies_under_the_first_bound_is_not_taxed():
    assert total(Decimal(50_000), [DutyBracket(above=Decimal(60_000), rate=Decimal(1))]) == 0


def test_rounded_once_at_the_end():
    brackets = [DutyBracket(above=Decimal(above), rate=Decimal("0.1")) for above in ("0", "1004", "2008")]
    assert total(Decimal(3012), brackets) == Decimal("3.01")     # three shares of 1.004: 1.00 each when rounded apart


money = st.decimals(min_value=1000, max_value=10**9, places=2)
scales = st.lists(
    st.tuples(st.decimals(0, 10**7, places=2), st.decimals(0, 10, places=3)), min_size=1, max_size=7,
    unique_by=lambda bracket: bracket[0],
)


@settings(max_examples=150, deadline=None)
@given(price=money, scale=scales)
def test_the_shares_make_up_the_taxed_price_and_the_total(price, scale):
    brackets = [DutyBracket(above=above, rate=rate) for above, rate in scale]
    parts = shares(price, brackets)
    lowest = min(above for above, _ in scale)
    assert sum((part for part, _ in parts), Decimal(0)) == max(price - lowest, Decimal(0))
    with localcontext() as exact:
        exact.prec = 60
        due = sum((part * rate / 100 for part, rate in parts), Decimal(0))
    assert abs(total(price, brackets) - due) <= Decimal("0.005")
    assert 0 <= total(price, brackets) <= price / 10 + Decimal("0.01")


@settings(max_examples=100, deadline=None)
@given(low=money, high=money, scale=scales)
def test_a_dearer_house_never_owes_less(low, high, scale):
    brackets = [DutyBracket(above=above, rate=rate) for above, rate in scale]
    low, high = sorted((low, high))
    assert total(low, brackets) <= total(high, brackets)


@settings(max_examples=100, deadline=None)
@given(dollars=st.integers(1000, 10**9 - 1), cents=st.integers(0, 99))
def test_amounts_written_in_french_and_english_are_read_back(dollars, cents):
    value = Decimal(dollars) + Decimal(cents) / 100
    english = f"{value:,.2f}"
    french = english.replace(",", "\u00a0").replace(".", ",")
    assert parse_price(f"{french} $") == parse_price(f"${english}") == value


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    price = parse_price(text)
    assert price is None or Decimal(1000) <= price <= Decimal(10) ** 9


ACTION = ActionTransferDuty()


async def test_a_price_in_the_question_is_answered_at_once(talk):
    replies = await talk.run(ACTION, "taxe de bienvenue pour 450 000 $", entities=[entity("amount", "450 000 $")],
                             **sure("transfer_duty"))
    assert replies == ["utter_transfer_duty", "utter_settled"]
    said = talk.said("utter_transfer_duty")
    assert said["year"] == 2031 and said["total"] == "5\u00a0391,67\u00a0$"
    assert said["lines"].count("\n") == 2 and talk.task is None


async def test_asked_again_then_answered(talk):
    assert await talk.run(ACTION, "c'est combien la taxe de bienvenue",
        **sure("transfer_duty")) == ["utter_ask_price"]
    assert talk.said("utter_ask_price")["brackets"].count("\n") == 3
    assert await talk.run(ACTION, "je sais pas trop") == ["utter_ask_price_again"]
    assert (await talk.run(ACTION, "environ 1 000 000"))[0] == "utter_transfer_duty"
    assert talk.said("utter_transfer_duty")["total"] == "13\u00a0641,67\u00a0$"


async def test_in_english(talk):
    talk.slots["language"] = "en"
    await talk.run(ACTION, "welcome tax on $333,334.33", **sure("transfer_duty"))
    assert talk.said("utter_transfer_duty")["total"] == "$3,641.68"


async def test_exemptions_need_no_price(talk):
    assert (await talk.run(ACTION, "suis-je exempté si je l'hérite?",
        **sure("transfer_duty")))[0] == "utter_transfer_duty_law"


@pytest.mark.parametrize("mode", ["error_500", "html", "wrong_types", "null_fields", "cut"])
async def test_no_duty_is_told_when_the_city_does_not_answer(talk, fake_city, mode):
    fake_city.modes["/transfer-duty"] = mode
    assert await talk.run(ACTION, "pour 450 000 $", **sure("transfer_duty")) == ["utter_city_unavailable"]


async def test_no_zero_duty_from_an_empty_scale(talk, fake_city):
    fake_city.answers["/city/v1/transfer-duty"] = {"year": 2031, "brackets": []}
    assert await talk.run(ACTION, "pour 450 000 $", **sure("transfer_duty")) == ["utter_city_unavailable"]


async def test_the_law_is_one_press_away(talk, fake_city):
    await talk.run(ACTION, "pour 450 000 $", **sure("transfer_duty"))
    assert "utter_transfer_duty_law" in await talk.press(ACTION, "choice", "duty_law")
