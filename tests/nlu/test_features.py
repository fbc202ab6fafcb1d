import numpy as np

from nlu.features import TopicFeatures, word_features

TEXTS = ["mon bac est brisé", "mes bacs sont brisés", "la rue est fermée", "les rues sont fermées", "au Costco"]


def test_words_pairs_and_skip_pairs():
    assert word_features("mon bac brise ?") == ["mon", "bac", "brise", "mon_bac", "bac_brise", "mon__brise"]


def test_one_row_per_text():
    features = TopicFeatures()
    learned = features.fit_transform(TEXTS)
    again = features.transform(TEXTS)
    assert learned.shape == again.shape == (5, learned.shape[1])
    assert learned.dtype == np.float32
    assert abs(learned - again).max() < 1e-6


def test_inflected_forms_meet():
    features = TopicFeatures()
    rows = features.fit_transform(TEXTS)
    assert (rows[0] @ rows[1].T)[0, 0] > (rows[0] @ rows[3].T)[0, 0]


def test_unknown_text_has_an_empty_row():
    features = TopicFeatures()
    features.fit_transform(TEXTS)
    assert features.transform(["ψψψ"]).nnz == 0
