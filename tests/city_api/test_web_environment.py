"""Settings read from the environment."""

import pytest
from guichet_web import environment


def test_sqlite():
    settings = environment.database("sqlite:////tmp/guichet-test/a%20b.sqlite3")
    assert settings["NAME"] == "/tmp/guichet-test/a b.sqlite3"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


def test_sqlite_in_the_project_by_default():
    assert environment.database("")["NAME"] == str(environment.ROOT / "var" / "web.sqlite3")
    assert environment.database("sqlite:///var/x.sqlite3")["NAME"] == str(environment.ROOT / "var" / "x.sqlite3")


def test_postgres():
    settings = environment.database("postgres://us%40er:p%2Fw@db.example:5433/city?sslmode=require")
    assert (settings["USER"], settings["PASSWORD"]) == ("us@er", "p/w")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", 5433, "city")
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_any_other_database_is_refused():
    with pytest.raises(ValueError, match="sqlite:///"):
        environment.database("mysql://x")


def test_lists(monkeypatch):
    monkeypatch.setenv("X", " a, ,b ")
    assert environment.words("X") == ["a", "b"]
    assert environment.words("Y", "c") == ["c"]
