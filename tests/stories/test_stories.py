"""Every conversation of tests/stories/**.yml, said to the real assistant."""

import pytest
import requests

from tests.stories.player import Player, stories

FIXTURES = {"rivemont": "rivemont", "other": "other_city"}
ALL = stories()


def test_each_story_has_a_name_of_its_own():
    places = [place for place, _ in ALL]
    assert len(places) == len(set(places))
    assert {story.get("profile", "rivemont") for _, story in ALL} == set(FIXTURES)


@pytest.mark.parametrize("story", [story for _, story in ALL], ids=[place for place, _ in ALL])
def test_story(story, request):
    profile = story.get("profile", "rivemont")
    rasa_url, city_url = request.getfixturevalue(FIXTURES[profile])
    if profile == "other":
        requests.post(f"{city_url}/_mode", params={"mode": "up"}, timeout=5).raise_for_status()
    Player(rasa_url, city_url).play(story)
