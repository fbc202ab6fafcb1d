"""The access log without personal data."""

import logging

from guichet_web.logs import WithoutPersonalData


def test_query_and_client_are_cut():
    args = ("203.0.113.9:5000", "GET", "/city/v1/addresses?q=145+rue", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d', args, None)
    assert WithoutPersonalData().filter(record)
    assert record.getMessage() == '- - "GET /city/v1/addresses HTTP/1.1" 200'


def test_other_records_pass():
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", ("a?b",), None)
    assert WithoutPersonalData().filter(record)
    assert record.getMessage() == "a?b"
