"""What a citizen does and sees in the widget, so that tests read as conversations."""
from __future__ import annotations

import re
import time
from collections.abc import Mapping

from playwright.sync_api import Locator, Page

PATIENCE = 15.0


class Citizen:
    """One page with the widget."""

    def __init__(self, page: Page, assistant) -> None:
        self.page, self.assistant = page, assistant
        self.widget = page.locator("guichet-chat")

    # ---- what they do ------------------------------------------------------------------------

    def open(self) -> Citizen:
        self.widget.locator("button.bubble").click()
        self.widget.locator("dialog[open]").wait_for()
        return self

    def write(self, text: str) -> None:
        """Types and sends, without waiting for an answer."""
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text: str) -> str:
        """Sends and waits for the whole answer; returns it."""
        before = len(self.said_by("assistant"))
        self.write(text)
        return self.answer_after(before)

    def press(self, title: str) -> str:
        """Presses a choice and waits for the whole answer."""
        before = len(self.said_by("assistant"))
        self.choices.get_by_role("button", name=title, exact=True).click()
        return self.answer_after(before)

    def carry(self, replies: Mapping[str, str], until: str, most: int = 14) -> str:
        """Answers what is asked, by the first pattern that the question matches, until an answer matches `until`.

        A reply in [brackets] is a choice to press.
        """
        heard = self.last()
        for _ in range(most):
            if re.search(until, heard, re.S):
                return heard
            asked = f"{heard}\n{' | '.join(self.choices.locator('button').all_inner_texts())}"
            reply = next((reply for pattern, reply in replies.items() if re.search(pattern, asked, re.S)), None)
            assert reply is not None, f"nothing to answer to: {asked}"
            heard = self.press(reply[1:-1]) if reply.startswith("[") else self.say(reply)
        raise AssertionError(f"not reached: {until}; last heard: {heard}")

    def option(self, name: str) -> None:
        """Chooses something in the options of the header."""
        self.widget.get_by_role("button", name=re.compile("^Options$")).click()
        self.widget.locator(".menu").get_by_role("button", name=name).click()

    # ---- what they see -----------------------------------------------------------------------

    @property
    def field(self) -> Locator:
        return self.widget.locator("textarea#text")

    @property
    def choices(self) -> Locator:
        return self.widget.locator(".choices")

    @property
    def dialog(self) -> Locator:
        return self.widget.locator("dialog")

    def said_by(self, who: str) -> list[str]:
        """Texts of the messages of `citizen`, `assistant` or `agent`, in order."""
        return self.widget.locator(f".message.{who} .said").all_inner_texts()

    def transcript(self) -> list[str]:
        """All messages, as `citizen: …`."""
        return self.page.evaluate(
            """() => [...document.querySelector('guichet-chat').shadowRoot.querySelectorAll('.message')]
               .map((m) => `${m.classList[1]}: ${m.querySelector('.said').innerText.trim()}`)"""
        )

    def heard(self) -> str:
        """What the live region holds."""
        return self.widget.locator("[aria-live]").inner_text()

    def last(self) -> str:
        """What was said since the citizen's last message."""
        said = self.transcript()
        turn = []
        for line in reversed(said):
            if line.startswith("citizen: "):
                break
            turn.insert(0, line.split(": ", 1)[1])
        return "\n".join(turn)

    def answer_after(self, count: int) -> str:
        """Waits until something new was said and nothing more is under way."""
        self.until(lambda: len(self.said_by("assistant")) > count and self.settled(), "an answer")
        return self.last()

    def settled(self) -> bool:
        """Nothing waits to be sent or answered."""
        waiting = self.widget.locator(".state.sending, .state.waiting").count()
        return waiting == 0 and self.widget.locator(".typing").is_hidden()

    def until(self, condition, what: str, seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"{what} did not come; seen: {self.transcript()}"
            self.page.wait_for_timeout(60)
