"""What our NLU components share."""
from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

CODE = Path(__file__).parent
LISTS = CODE.parent / "data/entities"
READ_WHEN_TRAINING = ("spelling", "bodies", "elsewhere", "patterns", "language", "address_words")


class Stateless(GraphComponent):
    """A graph component that needs nothing but its configuration."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Stateless:
        """See GraphComponent."""
        return cls(config)


class Trained(GraphComponent):
    """A graph component around one fitted object, kept in one file."""

    FILE = "model.joblib"

    def __init__(self, storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        self._storage, self._resource, self._model = storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Trained:
        """See GraphComponent."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Trained:
        """See GraphComponent."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / cls.FILE))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Digest of all code and lists that training reads.

        Rasa's cache only looks at the component's own class: without this, a changed model or spelling list would
        silently leave the old training in place.
        """
        digest = sha256()
        for path in [*sorted(CODE.glob("*.py")), *(LISTS / f"{name}.yml" for name in READ_WHEN_TRAINING)]:
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def store(self) -> Resource:
        """Writes the fitted object."""
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / self.FILE)
        return self._resource
