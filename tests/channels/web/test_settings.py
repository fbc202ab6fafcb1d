"""The start is refused, with one line, when the environment cannot serve."""
import pytest

from channels.web.settings import RATES, from_environment

NAMES = ("WEB_CHANNEL_SECRET", "WIDGET_ORIGINS", "EVENTS_URL", "LOCK_STORE_URL", "SANIC_WORKERS", "WEB_CHANNEL_RATES",
         "WEB_CHANNEL_PROXIES", "TRACKER_STORE_URL")


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WEB_CHANNEL_SECRET", "s" * 32)
    return monkeypatch


def test_what_it_reads(environment):
    environment.setenv("WIDGET_ORIGINS", "https://www.ville.example, http://127.0.0.1:8311/")
    environment.setenv("WEB_CHANNEL_RATES", "message=3/10")
    environment.setenv("LOCK_STORE_URL", "redis://r:6379/1")
    settings = from_environment()
    assert settings.origins == {"https://www.ville.example", "http://127.0.0.1:8311"}
    assert settings.rates == RATES | {"message": (3, 10.0)}
    assert settings.events == "redis://r:6379/1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_CHANNEL_SECRET", ""), ("WEB_CHANNEL_SECRET", "short"), ("WIDGET_ORIGINS", "*"),
        ("WIDGET_ORIGINS", "www.ville.example"), ("WIDGET_ORIGINS", "https://ville.example/page"),
        ("WEB_CHANNEL_RATES", "message"), ("WEB_CHANNEL_RATES", "other=1/1"), ("EVENTS_URL", "amqp://x"),
        ("SANIC_WORKERS", "2"), ("WEB_CHANNEL_PROXIES", "one"),
    ],
)
def test_what_stops_the_start(environment, name, value):
    environment.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        from_environment()
    assert "\n" not in str(stopped.value)
