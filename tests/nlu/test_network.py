import numpy as np
from scipy.sparse import csr_matrix

from nlu.network import Network, softmax


def _separable(count=300, seed=1):
    labels = np.random.default_rng(seed).integers(0, 3, count)
    rows = np.zeros((count, 6), np.float32)
    rows[np.arange(count), labels] = 1
    rows[:, 3:] = np.random.default_rng(seed + 1).random((count, 3))
    return csr_matrix(rows), np.array(["a", "b", "c"])[labels]


def test_learns_what_can_be_learned():
    rows, labels = _separable()
    network = Network(hidden=16, epochs=60, batch=32, rate=1e-2, drop_input=0.1).fit(rows, labels)
    found = network.classes_[network.predict_proba(rows).argmax(axis=1)]
    assert (found == labels).mean() > 0.98


def test_same_data_and_seed_give_the_same_weights():
    rows, labels = _separable()
    first, second = (Network(hidden=8, epochs=2).fit(rows, labels).predict_proba(rows) for _ in range(2))
    assert np.array_equal(first, second)


def test_probabilities_sum_to_one():
    rows, labels = _separable(50)
    assert np.allclose(Network(hidden=8, epochs=1).fit(rows, labels).predict_proba(rows).sum(axis=1), 1)


def test_fitting_leaves_the_features_alone():
    rows, labels = _separable(50)
    before = rows.copy()
    Network(hidden=8, epochs=1).fit(rows, labels)
    assert (rows != before).nnz == 0


def test_softmax_of_large_scores():
    assert np.allclose(softmax(np.array([[1000.0, 1000.0]])), 0.5)
