"""The demonstration page: both languages, the widget as any city puts it, the strictest policy it must work with."""
import re
from pathlib import Path

import pytest
import yaml

CONTENT = Path(__file__).parents[2] / "web/widget_site/content"


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.setenv("CITY_PROFILE", "cities/rivemont.yml")
    monkeypatch.setenv("WIDGET_ENDPOINT", "https://guichet.ville.example/webhooks/web")


@pytest.mark.parametrize(("path", "language"), [("/", "fr"), ("/en/", "en")])
def test_the_page_in_each_language(client, path, language):
    page = client.get(path).content.decode()
    assert f'<html lang="{language}">' in page
    assert '<guichet-chat endpoint="https://guichet.ville.example/webhooks/web">' in page
    assert f'href="https://guichet.ville.example/webhooks/web/form?lang={language}"' in page
    assert "Rivemont" in page and "450 555-0100" in page


def test_the_policy_lets_nothing_inline(client):
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "require-trusted-types-for 'script'" in policy
    assert "connect-src 'self' https://guichet.ville.example;" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|style=|<script(?! type=\"module\" src=)|\son\w+=", answer.content.decode())


def test_the_channel_is_beside_rasa_when_nothing_else_is_said(client, monkeypatch):
    monkeypatch.delenv("WIDGET_ENDPOINT")
    monkeypatch.setenv("RASA_URL", "http://127.0.0.1:5999/")
    assert 'endpoint="http://127.0.0.1:5999/webhooks/web"' in client.get("/").content.decode()


def test_both_languages_say_the_same_things():
    french, english = (yaml.safe_load((CONTENT / f"{name}.yml").read_text(encoding="utf-8")) for name in ("fr", "en"))
    assert list(french) == list(english)
    for key in ("nav", "services", "news"):
        assert len(french[key]) == len(english[key])
    assert [s["icon"] for s in french["services"]] == [s["icon"] for s in english["services"]]
