"""The rest channel behind the edge: Rasa's own answers, but nothing unsafe in, and no words in the log."""
import pytest

from channels import rest
from channels.rest import RestInput


class Asked:
    """A request as far as the channel reads it."""

    def __init__(self, json, body=b"{}"):
        self.json, self.body = json, body


def test_messages_are_screened():
    assert RestInput()._extract_message(Asked({"message": "/restart \u202e046 454 286"})) == "restart •••"


def test_only_a_position_comes_through():
    asked = Asked({"message": "ici", "metadata": {"disclose": True, "location": {"lat": 1, "long": 2}}})
    assert RestInput().get_metadata(asked) == {"location": {"lat": 1.0, "long": 2.0}}


def test_a_refused_identifier_is_said():
    assert RestInput().get_metadata(Asked({"message": "046 454 286"})) == {"refused": "sin"}


def test_the_client_does_not_choose_its_channel():
    assert RestInput()._extract_input_channel(Asked({"input_channel": "web"})) == "rest"


@pytest.mark.parametrize("sender", ["web-abc", "facebook-1"])
async def test_conversations_of_the_public_channels_are_closed_to_it(sender):
    with pytest.raises(rest.Forbidden):
        await RestInput()._extract_sender(Asked({"sender": sender}))


@pytest.mark.parametrize("json", [None, [], "x", 3])
def test_only_objects_are_read(json):
    with pytest.raises(rest.InvalidUsage):
        RestInput()._extract_message(Asked(json))


def test_a_large_body_is_refused():
    with pytest.raises(rest.PayloadTooLarge):
        RestInput()._extract_message(Asked({"message": "x"}, b" " * 200_000))
