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


def _forget():
    current_module.current.cache_clear()
    current_module.current_placeholders.cache_clear()


@pytest.fixture(scope="module")
def usual_profile(tmp_path_factory):
    """The invented city's profile, read once for all the tests of a file."""
    path = tmp_path_factory.mktemp("profile") / "saint-clovis.yml"
    YAML(typ="safe").dump(PROFILE, path)
    _forget()
    yield str(path)
    _forget()


@pytest.fixture(autouse=True)
def served(monkeypatch, usual_profile):
    """The city that this process serves."""
    monkeypatch.setenv("CITY_PROFILE", usual_profile)


@pytest.fixture
def profile(tmp_path, monkeypatch, served):
    """Serves the same city with some values of a section changed: profile("contact", phone="…")."""

    def write(section, **changes):
        values = copy.deepcopy(PROFILE)
        values[section].update(changes)
        YAML(typ="safe").dump(values, tmp_path / "saint-clovis.yml")
        monkeypatch.setenv("CITY_PROFILE", str(tmp_path / "saint-clovis.yml"))
        _forget()

    yield write
    _forget()
