"""One message at a time gives the rows that scikit-learn gives."""
import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.vectors import Block, matrix

TEXTS = ["mon bac bleu est brisé", "mon bac, mon bac, mon bac", "la rue est fermée", ""]


@pytest.fixture
def vectorizers():
    options = {"sublinear_tf": True, "dtype": np.float32}
    words = TfidfVectorizer(**options).fit(TEXTS)
    return words, TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), **options).fit(TEXTS)


@pytest.mark.parametrize("text", [*TEXTS, "un texte jamais vu sur mon bac", "ψ"])
def test_the_same_row(vectorizers, text):
    for vectorizer in vectorizers:
        ours = matrix([Block(vectorizer)], [[text]])
        assert ours.dtype == np.float32
        assert abs(ours - vectorizer.transform([text])).max() < 1e-6


def test_blocks_stand_side_by_side(vectorizers):
    words, characters = vectorizers
    first = Block(words, 0, 0.5)
    both = matrix([first, Block(characters, first.width)], [[text, text] for text in TEXTS])
    assert both.shape == (4, len(words.vocabulary_) + len(characters.vocabulary_))
    assert abs(both[:, :first.width] - 0.5 * words.transform(TEXTS)).max() < 1e-6
    assert abs(both[:, first.width:] - characters.transform(TEXTS)).max() < 1e-6
