"""The edge: nothing invisible, outsized or commanding goes further, and no metadata of the client's but a position."""
import math

import pytest

from channels import edge


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bonjour \t à tous  ", "Bonjour à tous"),
        ("a\x00b\x07c", "a b c"),
        ("bon\u202ejour\u2066 allo\u200b", "bonjour allo"),
        ("première ligne\r\nseconde\n\n\n\nfin", "première ligne\nseconde\n\nfin"),
        ("/restart", "restart"),
        ("\u200b/ /talk_to_human{\"x\": 1}", "talk_to_human{\"x\": 1}"),
        ("e\u0301cole", "école"),
        ("le \u0661\u0662 mai", "le 12 mai"),
        ("", ""),
    ],
)
def test_what_is_kept(typed, kept):
    assert edge.screen(typed).text == kept


@pytest.mark.parametrize("typed", [None, 12, {"text": "x"}, ["x"], True])
def test_what_is_no_text_is_empty(typed):
    assert edge.screen(typed) == edge.Screened("")


def test_a_long_message_is_cut_and_recognised_as_long():
    assert len(edge.screen("é" * 5000).text) == edge.MAX_LENGTH
    assert edge.too_long("x" * (edge.MAX_LENGTH + 1))
    assert not edge.too_long("x" * edge.MAX_LENGTH)


def test_a_megabyte_costs_little():
    assert len(edge.screen("a\u0301" * 500_000).text) <= edge.MAX_LENGTH


def test_an_identifier_is_reported():
    screened = edge.screen("mon NAS est 046 454 286")
    assert screened.refused == "sin"
    assert "286" not in screened.text


@pytest.mark.parametrize(
    "client",
    [
        None, "x", [], {}, {"location": "x"}, {"location": {"lat": 45}}, {"location": {"lat": "45", "long": "-73"}},
        {"location": {"lat": 91, "long": 0}}, {"location": {"lat": 0, "long": -181}},
        {"location": {"lat": math.nan, "long": 0}}, {"location": {"lat": True, "long": 0}},
    ],
)
def test_an_impossible_position_is_none(client):
    assert edge.location(client) is None


def test_only_the_position_is_taken_from_the_client():
    client = {"location": {"lat": 45.5, "long": -73, "name": "x"}, "disclose": True, "refused": "sin", "owner": "agent"}
    assert edge.metadata(edge.Screened("x"), client) == {"location": {"lat": 45.5, "long": -73.0}}


def test_what_the_edge_refused_is_said_to_the_policy():
    assert edge.metadata(edge.Screened("x", "sin")) == {"refused": "sin"}
