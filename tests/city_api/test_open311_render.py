"""The two formats of one structure."""

import json

import pytest
from city_api.open311.render import element, render
from defusedxml import ElementTree


def test_lists_objects_and_empty_values():
    data = [{"a": None, "b": True, "c": 1.5, "values": [{"key": "k"}]}]
    xml = render(data, "services", "service", "xml").content.decode()
    assert xml.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<services><service><a/><b>true</b><c>1.5</c>')
    assert "<values><value><key>k</key></value></values>" in xml
    assert json.loads(render(data, "services", "service", "json").content) == data


def test_an_empty_list_is_an_empty_element():
    assert render([], "errors", "error", "xml").content.endswith(b"<errors/>")
    assert render([], "errors", "error", "json").content == b"[]"


@pytest.mark.parametrize("text", ["<&>\"'", "]]>", "\r\n\t", "é🕳️", " x "])
def test_text_survives_xml(text):
    assert ElementTree.fromstring(element("a", text)).text == text


@pytest.mark.parametrize("text", ["\x00", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_replaced(text):
    assert ElementTree.fromstring(element("a", text)).text == "\ufffd"
