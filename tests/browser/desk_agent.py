"""What an agent does and sees at the desk, so that tests read as a working day."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.support.desk import Site

PATIENCE = 30.0


class AgentPage:
    """One page of the desk, signed in."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "console", lambda said: self.problems.append(said.text) if "Content Security Policy" in said.text else None
        )

    @classmethod
    def sign_in(cls, browser: Browser, site: Site, key: str, *roles: str, **options) -> AgentPage:
        """A new account in a new browser; options are Playwright's."""
        password = site.person(key, *roles)
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "locale": "fr-CA", **options})
        agent = cls(context.new_page(), site)
        agent.go("login")
        agent.page.fill("#id_username", key)
        agent.page.fill("#id_password", password)
        agent.page.press("#id_password", "Enter")
        agent.page.wait_for_url("**/desk/queue")
        return agent

    def go(self, path: str) -> None:
        """Opens an address of the desk."""
        self.page.goto(f"{self.site.web_url}/desk/{path}")

    def available(self) -> None:
        """Says that they can take someone."""
        with self.page.expect_response("**/desk/presence"):
            self.page.select_option("#presence", "available")

    def rows(self) -> list[str]:
        """The list, as text."""
        return self.page.locator("#list .rows a").all_inner_texts()

    def take_first(self) -> None:
        """Opens the first of the list and takes it."""
        self.page.locator("#list .rows a").first.click()
        self.page.locator("#claim").click()
        self.page.locator("#answer").wait_for()

    def answer(self, text: str) -> None:
        """Writes and sends."""
        self.page.fill("#answer", text)
        self.page.press("#answer", "Control+Enter")

    def lines(self, author: str) -> list[str]:
        """Words in the transcript: `citizen`, `agent`, `assistant`, `desk`, `note`."""
        return self.page.locator(f"#thread .line.{author} .words").all_text_contents()

    def until(self, condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        """Waits."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"{what} did not come; seen: {self.page.locator('body').inner_text()[:1500]}"
            self.page.wait_for_timeout(60)

    def leave(self) -> None:
        """Closes the browser; nothing must have broken the page or its policy."""
        self.page.context.close()
        assert self.problems == []
