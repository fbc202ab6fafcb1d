"""Words for the citizen whatever fails, and nothing of theirs in the log."""
import pytest

from actions.base import GuichetAction
from actions.city_errors import CityNonsense, CityUnavailable, Conflict, FeedExpired, NotFound, Rejected


class Failing(GuichetAction):
    """Fails as it is told."""

    topic = "failing"

    def __init__(self, error, keeps=False):
        self.error, self.keeps_task = error, keeps

    async def act(self, turn):
        if not turn.task(self.name()):
            turn.begin(self.name(), "failing")
        turn.remember("kept", True)
        raise self.error


@pytest.mark.parametrize(("error", "reply"), [
    (CityUnavailable(), "utter_city_unavailable"), (CityNonsense(), "utter_city_unavailable"),
    (NotFound(), "utter_city_refused"), (Conflict(), "utter_city_refused"), (Rejected(), "utter_city_refused"),
    (FeedExpired(), "utter_city_refused"), (ValueError("x"), "utter_failure"), (KeyError("x"), "utter_failure"),
    (RecursionError(), "utter_failure"),
])
async def test_every_failure_is_told(talk, error, reply):
    assert await talk.run(Failing(error)) == [reply]
    assert talk.slots["remembered"] == {"kept": True}                    # what was noted before stays


async def test_a_lookup_that_cannot_be_answered_ends(talk):
    await talk.run(Failing(CityUnavailable()))
    assert talk.slots["tasks"] == []


async def test_a_form_stays(talk):
    await talk.run(Failing(CityUnavailable(), keeps=True))
    assert len(talk.slots["tasks"]) == 1


async def test_the_log_tells_where_and_never_what(talk, private, caplog):
    await talk.run(Failing(ValueError("310 rue des Aulnes")), "mon numéro est 418 555-0133")
    private("Aulnes", "555-0133")
    assert "ValueError" in caplog.text and "test_base.py" in caplog.text


def test_an_action_is_named_after_its_topic():
    assert Failing(None).name() == "action_failing"


def test_every_action_of_the_domain_exists_and_every_action_is_in_the_domain():
    import importlib
    import pkgutil
    from pathlib import Path

    import yaml

    import actions
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        importlib.import_module(module.name)

    def leaves(kind):
        return {kind, *(leaf for below in kind.__subclasses__() for leaf in leaves(below))}

    defined = {kind().name() for kind in leaves(GuichetAction)
               if kind.__module__.startswith("actions.") and not kind.__abstractmethods__}
    named = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))["actions"]
    assert defined == {name for name in named if name.startswith("action_")}
