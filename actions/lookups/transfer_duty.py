"""Transfer duty for a price, in decimal arithmetic, from the city's brackets."""
from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from actions.city_types import DutyBracket, TransferDuty
from actions.lookup import Lookup, given
from actions.turn import Turn
from cities.formats import money_text, percent_text
from nlu.text import plain

CENT = Decimal("0.01")
_EXEMPTION = re.compile(
    r"exempt|exoner|heritage|inherit|conjoint|spouse|enfant|child|parent|divorce|succession|famille|family|donation|gift"
)
_AMOUNT = re.compile(
    r"(\$\s*)?(\d{1,3}(?:[\s\u00a0\u202f,.']\d{3})+|\d+)(?:[.,](\d{1,2})(?!\d))?"
    r"\s*(k\b|mille|thousand|m\b|millions?)?\s*(\$|dollars?|piastres?)?"
)
LEAST, MOST = Decimal(1000), Decimal(1_000_000_000)


class ActionTransferDuty(Lookup):
    """How much for a price; who is exempt; when it is billed."""

    topic = "transfer_duty"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        if turn.choice.get("law"):
            turn.say("utter_transfer_duty_law")
            return True
        asked = turn.task(self.name()) is not None
        price = parse_price(given(turn, first, "amount") or "") or parse_price(turn.text)
        if price is None and not asked and _EXEMPTION.search(plain(turn.text)):
            turn.say("utter_transfer_duty_law")
            return True
        duty = await turn.city.transfer_duty()
        if price is None:
            self._ask_price(turn, duty, "utter_ask_price_again" if asked else "utter_ask_price")
            return False
        lines = "\n".join(_line(turn, part, rate) for part, rate in shares(price, duty.brackets))
        law = {"title": turn.phrase("choice", "duty_law"), "value": {"topic": self.topic, "law": True}}
        turn.say("utter_transfer_duty", [law], price=money_text(price, turn.language), year=duty.year, lines=lines,
                 total=money_text(total(price, duty.brackets), turn.language))
        return True

    async def ask_anew(self, turn: Turn, task: dict[str, Any]) -> None:
        """The only question, in the conversation's language. May raise a CityError."""
        self._ask_price(turn, await turn.city.transfer_duty(), "utter_ask_price")

    def _ask_price(self, turn: Turn, duty: TransferDuty, response: str) -> None:
        self.ask(turn, "value", response, brackets=_brackets(turn, duty), year=duty.year)


def shares(price: Decimal, brackets: list[DutyBracket]) -> list[tuple[Decimal, Decimal]]:
    """Part of the price in each bracket with its rate in percent, empty parts left out."""
    ordered = sorted(brackets, key=lambda b: b.above)
    bounds = [*(b.above for b in ordered[1:]), None]
    parts = [(min(price, upper) if upper is not None else price) - b.above for b, upper in zip(ordered, bounds)]
    return [(part, b.rate) for part, b in zip(parts, ordered) if part > 0]


def total(price: Decimal, brackets: list[DutyBracket]) -> Decimal:
    """Duty in dollars, rounded to the cent once, at the end."""
    exact = sum((part * rate / 100 for part, rate in shares(price, brackets)), Decimal(0))
    return exact.quantize(CENT, ROUND_HALF_UP)


def parse_price(text: str) -> Decimal | None:
    """A price in dollars (450 000 $, $450,000.50, 450k, 1,2 million), or None outside 1,000 to a billion.

    Of several numbers (a year, a civic number), one with a dollar sign comes first, then with a unit, then the largest.
    """
    found = []
    for before, whole, cents, unit, after in _AMOUNT.findall(text.lower()):
        try:
            value = Decimal(re.sub(r"\D", "", whole) + (f".{cents}" if cents else ""))
        except InvalidOperation:
            continue
        value *= {"k": 1000, "mille": 1000, "thousand": 1000}.get(unit, 1_000_000 if unit.startswith("m") else 1)
        if LEAST <= value <= MOST:
            found.append((bool(before or after), bool(unit), value))
    return max(found)[-1] if found else None


def _line(turn: Turn, part: Decimal, rate: Decimal) -> str:
    share = (part * rate / 100).quantize(CENT, ROUND_HALF_UP)
    return turn.phrase("line", "duty", part=money_text(part, turn.language), rate=percent_text(rate, turn.language),
                       share=money_text(share, turn.language))


def _brackets(turn: Turn, duty: TransferDuty) -> str:
    lang = turn.language
    return "\n".join(
        turn.phrase("line", "bracket", above=money_text(b.above, lang), rate=percent_text(b.rate, lang))
        for b in sorted(duty.brackets, key=lambda b: b.above)
    )
