"""The domain as it is, and the profile that a test writes."""
import copy
from pathlib import Path

import pytest
import yaml
from rasa.shared.core.domain import Domain
from ruamel.yaml import YAML

from cities import current as current_module
from tests.actions.invented_city import PROFILE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def domain():
    """Actions and slots of domain.yml; replies of the tests."""
    values = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    replies = {"utter_failure": [{"text": "Désolé. Appelez au {phone}."}]}
    return Domain.from_dict({**values, "responses": replies})


@pytest.fixture(autouse=True)
def profile(tmp_path, monkeypatch):
    """Writes the invented city's profile with some values of a section changed: profile("contact", phone=None)."""

    def write(section=None, **changes):
        values = copy.deepcopy(PROFILE)
        if section:
            values[section].update(changes)
        YAML(typ="safe").dump(values, tmp_path / "saint-clovis.yml")
        monkeypatch.setenv("CITY_PROFILE", str(tmp_path / "saint-clovis.yml"))
        current_module.current.cache_clear()
        current_module.current_placeholders.cache_clear()

    write()
    yield write
    current_module.current.cache_clear()
    current_module.current_placeholders.cache_clear()
