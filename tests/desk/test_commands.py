"""Accounts are made by command; demonstration's only in a demonstration."""

import pytest
from desk.access import roles_of
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_an_account_with_its_password_printed_once(capsys):
    call_command("create_agent", "camille", "--name", "Camille", "--role", "supervisor")
    password = capsys.readouterr().out.strip().rpartition(": ")[2]
    user = User.objects.get(username="camille")
    assert user.check_password(password) and len(password) >= 12
    assert roles_of(user) == {"supervisor"}
    call_command("create_agent", "camille", "--role", "editor")
    assert password not in capsys.readouterr().out
    assert roles_of(user) == {"supervisor", "editor"}
    assert user.check_password(password)


@pytest.mark.parametrize("name", ["", "a b", "x" * 151, "<script>"])
def test_names_that_are_no_names(name):
    with pytest.raises(CommandError):
        call_command("create_agent", name)


def test_demonstration_accounts_need_both_signs(monkeypatch, capsys):
    monkeypatch.delenv("GUICHET_DEMO", raising=False)
    with pytest.raises(CommandError):
        call_command("create_demo_agents")
    monkeypatch.setenv("GUICHET_DEMO", "1")
    call_command("create_demo_agents")
    assert capsys.readouterr().out.count("desk: ") == 4
    call_command("create_demo_agents")
    assert capsys.readouterr().out == ""


def test_a_city_is_no_demonstration(monkeypatch):
    from cities import current
    from tests.support.assistant import ROOT

    monkeypatch.setenv("GUICHET_DEMO", "1")
    monkeypatch.setenv("CITY_PROFILE", str(ROOT / "cities/magog.yml"))
    current.current.cache_clear()
    with pytest.raises(CommandError):
        call_command("create_demo_agents")
    assert not User.objects.exists()


def test_the_consumer_wants_rabbitmq(monkeypatch):
    monkeypatch.setenv("EVENT_BROKER_URL", "desk://")
    with pytest.raises(CommandError):
        call_command("consume_events")
