"""Five-fold cross-validation of the topic model on the training examples."""
from __future__ import annotations

from collections import Counter

import numpy as np
from sklearn.model_selection import StratifiedKFold

from nlu.costs import costs
from nlu.topic_model import TopicModel
from tools.evaluation.outcomes import Outcome
from tools.evaluation.sets import Case, training


def cross_validate(folds: int = 5, used: int | None = None) -> list[Outcome]:
    """Outcome of each example under a model that has not seen it (`used`: how many of the folds to run)."""
    rows = training()
    texts, topics = np.array([row[0] for row in rows], dtype=object), np.array([row[1] for row in rows])
    outcomes = []
    splits = list(StratifiedKFold(folds, shuffle=True, random_state=7).split(texts, topics))
    for learn, test in splits[:used]:
        model = TopicModel().fit(list(texts[learn]), list(topics[learn]))
        for index, ranking in zip(test, model.rank(list(texts[test]))):
            case = Case(f"cv_{rows[index][2] or 'fr'}", rows[index][0], (rows[index][1],))
            sure = costs().decision(ranking) == "sure"
            outcomes.append(Outcome(case, (ranking[0]["name"],), ranking[0]["confidence"], sure))
    return outcomes


def confused(outcomes: list[Outcome], most: int = 25) -> list[tuple[tuple[str, str], int]]:
    """The commonest ((expected, found), times) among wrong outcomes."""
    return Counter((o.case.expected[0], o.topics[0]) for o in outcomes if not o.right).most_common(most)
