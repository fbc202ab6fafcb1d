"""The webhook in a process of its own, for a city whose assistant is busy: the 200 then owes nothing to Rasa's load.

    python -m channels.messenger.receiver [--host 127.0.0.1] [--port 5056]

It shares MESSENGER_DB_URL with Rasa, whose workers find what it wrote, and it accepts messages while Rasa restarts.
The reverse proxy sends /webhooks/messenger/webhook here instead of to Rasa (docs/tasks/connect-messenger.md).
"""
from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from typing import Any

from sanic import Blueprint, Sanic, response

from channels.messenger import settings, webhook
from channels.messenger.database import Database
from channels.messenger.inbox import Writer
from channels.messenger.payloads import Payloads


@dataclass
class Receiving:
    """What the paths need (webhook.py)."""

    database: Database
    writer: Writer

    def wake(self) -> None:
        """Rasa's workers look by themselves."""


def application(configured: settings.Settings) -> Sanic:
    """The same paths as the channel's, and /health."""
    app = Sanic("messenger_receiver", configure_logging=False)
    blueprint = Blueprint("messenger", url_prefix="/webhooks/messenger")
    webhook.routes(blueprint, configured, lambda: app.ctx.receiving, Payloads(configured.app_secret).resolve)
    app.blueprint(blueprint)

    @app.get("/health")
    async def health(_request: Any) -> response.HTTPResponse:
        return response.text("ok")

    @app.listener("before_server_start")
    async def start(app: Sanic, _loop: Any) -> None:
        database = await asyncio.to_thread(Database, configured.database_url)
        app.ctx.receiving = Receiving(database, Writer(database))
        app.ctx.receiving.writer.start()

    @app.listener("after_server_stop")
    async def stop(app: Sanic, _loop: Any) -> None:
        await asyncio.to_thread(app.ctx.receiving.writer.stop)
        await asyncio.to_thread(app.ctx.receiving.database.close)

    return app


def main() -> int:
    """Command line; exit code 1 with one line when the channel is off or half configured."""
    parser = argparse.ArgumentParser(prog="python -m channels.messenger.receiver")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5056)
    chosen = parser.parse_args()
    try:
        configured = settings.load()
    except settings.HalfConfigured as error:
        print(error, file=sys.stderr)
        return 1
    if configured is None:
        print(f"messenger: off (none of {', '.join(settings.SECRETS)} is set)", file=sys.stderr)
        return 1
    application(configured).run(host=chosen.host, port=chosen.port, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
