"""What a worker of the web channel forgets by itself each day."""
import asyncio
from types import SimpleNamespace

from channels.web import channel as channel_module
from channels.web.channel import WebInput


async def test_conversations_here_and_in_the_archive_and_ratings_each_after_its_time(monkeypatch):
    done = {}

    async def run(work, days):
        work(days)

    store = SimpleNamespace(run=run, forget_older=lambda days: done.update(conversations=days),
                            forget_ratings=lambda days: done.update(ratings=days))
    privacy = SimpleNamespace(keep_days={"conversation": 30, "rating": 90})
    monkeypatch.setattr(channel_module, "current", lambda: SimpleNamespace(privacy=privacy))
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def archive(agent, days):
        done.update(archive=(agent, days))
        loop.call_soon_threadsafe(ended.set)

    monkeypatch.setattr(channel_module.retention, "forget_old", archive)
    served = WebInput(None)
    served.desk = SimpleNamespace(store=store)
    cleaner = asyncio.create_task(served._forget_old(SimpleNamespace(ctx=SimpleNamespace(agent="Rasa's"))))
    await asyncio.wait_for(ended.wait(), 5)
    cleaner.cancel()
    assert done == {"conversations": 30, "ratings": 90, "archive": ("Rasa's", 30)}
