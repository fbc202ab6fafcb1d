"""Parts that only go on about what was said before."""
import pytest

from nlu.back_reference import refers_back


@pytest.mark.parametrize(("part", "topic"), [
    ("comment le joindre", "contact_info"), ("c'est quoi leur numéro?", "contact_info"),
    ("how do I reach them?", "contact_info"), ("what is its status?", "request_status"),
])
def test_nothing_new_is_named(part, topic):
    assert refers_back(part, topic)


@pytest.mark.parametrize(("part", "topic"), [
    ("quel est le numéro de la mairie", "contact_info"), ("where is my request 2026-1234", "request_status"),
    ("comment les payer, son statut", "tax_payment_methods"),
])
def test_something_new_is_named(part, topic):
    assert not refers_back(part, topic)
