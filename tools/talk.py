"""Talk to a running assistant in a terminal: `make talk`."""
from __future__ import annotations

import uuid

import requests

from tools.environment import prepare


def main() -> None:
    """Reads lines until an empty one or Ctrl-D; a choice is made by its number."""
    address = f"{prepare()['RASA_URL']}/webhooks/rest/webhook"
    sender = f"terminal-{uuid.uuid4()}"
    while True:
        try:
            text = input("> ")
        except (EOFError, KeyboardInterrupt):
            return
        for message in requests.post(address, json={"sender": sender, "message": text}, timeout=30).json():
            print(message.get("text", ""))
            for number, button in enumerate(message.get("buttons") or [], 1):
                print(f"   {number}. {button['title']}")


if __name__ == "__main__":
    main()
