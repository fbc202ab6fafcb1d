"""The two costs removed from Rasa's action calls change nothing of what it does."""
import jsonschema
import pytest
import rasa
import rasa.core.actions.action as action_module
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.utils.common import all_subclasses

from runtime import speed


@pytest.fixture(autouse=True)
def applied():
    speed.apply()


def test_it_fits_the_installed_rasa():
    assert rasa.__version__ == speed.FITS


def test_any_other_rasa_is_refused(monkeypatch):
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with pytest.raises(speed.WrongRasaVersion, match=r"3\.6\.21.*3\.6\.22"):
        speed.apply()


def test_applying_twice_is_applying_once():
    before = Event.resolve_by_type
    speed.apply()
    assert Event.resolve_by_type is before


def test_every_type_of_event_is_resolved():
    named = [kind for kind in all_subclasses(Event) if getattr(kind, "type_name", None)]
    assert len(named) > 20
    for kind in named:
        assert Event.resolve_by_type(kind.type_name).type_name == kind.type_name
        assert Event.resolve_by_type(kind.type_name) is Event.resolve_by_type(kind.type_name)


def test_an_unknown_type_gives_the_default_and_is_not_remembered():
    with pytest.raises(ValueError, match="no such event"):
        Event.resolve_by_type("no such event")
    assert Event.resolve_by_type("no such event", UserUttered) is UserUttered
    assert Event.resolve_by_type("no such event", SlotSet) is SlotSet


def test_events_are_read_as_before():
    assert Event.from_parameters({"event": "slot", "name": "a", "value": {"b": [1]}}) == SlotSet("a", {"b": [1]})


@pytest.fixture
def action():
    return action_module.RemoteAction("action_x", None)


GOOD = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "x", "buttons": []}]}


@pytest.mark.parametrize("result", [GOOD, {"events": [], "responses": []}, {}])
def test_what_the_schema_allows_is_accepted(action, result):
    assert action._validate_action_result(result) is True


@pytest.mark.parametrize("result", [{"events": "x"}, {"events": [], "responses": {}}, {"events": [1]}, [], None])
def test_what_it_refuses_is_refused(action, result):
    schema = action_module.RemoteAction.action_response_format_spec()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result, schema)
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result(result)
