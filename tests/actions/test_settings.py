"""A missing variable stops the start with one clear line."""
import pytest

from actions import settings


@pytest.mark.parametrize("value", [None, "", "  "])
def test_missing(monkeypatch, value):
    monkeypatch.delenv("CITY_API_URL") if value is None else monkeypatch.setenv("CITY_API_URL", value)
    settings.city_api_url.cache_clear()
    with pytest.raises(settings.MissingSetting, match="^CITY_API_URL is not set.*$") as raised:
        settings.city_api_url()
    assert "\n" not in str(raised.value)


def test_addresses(monkeypatch, fake_city):
    assert settings.city_api_url() == settings.public_city_url() == fake_city.url
    monkeypatch.setenv("CITY_PUBLIC_URL", "https://ville.example/")
    settings.public_city_url.cache_clear()
    assert settings.public_city_url() == "https://ville.example"
