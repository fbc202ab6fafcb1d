import pytest

from nlu.text import plain


@pytest.mark.parametrize(("text", "simple"), [
    ("Été À L’ÉCOLE", "ete a l'ecole"),
    ("Noël", "noel"),
    ("", ""),
])
def test_plain(text, simple):
    assert plain(text) == simple
