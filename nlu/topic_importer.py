"""Training data importer: replies go to the domain only, so that an edited reply needs no training."""
from __future__ import annotations

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method


class TopicImporter(RasaFileImporter):
    """Reads data/ as Rasa does, but keeps replies out of the NLU fingerprint.

    In Rasa's own importer the replies found under data/ are part of the training data, so every
    edited sentence retrains the whole NLU (measured on 3.6.21, see shared style.md section 3a).
    """

    @cached_method
    def _data(self) -> TrainingData:
        return super().get_nlu_data()

    @cached_method
    def get_domain(self) -> Domain:
        """Domain file merged with the replies of data/."""
        domain = super().get_domain()
        return domain.merge(Domain.from_dict({"responses": self._data().responses}))

    def get_nlu_data(self, language: str | None = "fr") -> TrainingData:
        """Examples without the replies."""
        data = self._data()
        return TrainingData(
            data.training_examples, data.entity_synonyms, data.regex_features, data.lookup_tables, responses={}
        )
