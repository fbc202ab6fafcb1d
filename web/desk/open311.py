"""Service requests opened and looked up by agents, through the city API like everybody else's."""

import os
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError, parse_obj_as

from actions.city_errors import CityNonsense
from actions.city_http import CityHttp
from actions.city_types import Attribute, Service, ServiceRequest
from cities.current import current
from desk.config import settings

PATH = "/open311/v2"


def services(language: str) -> list[Service]:
    """What the city offers. Raises CityError."""
    return _typed(list[Service], _get("services", language))


def attributes(code: str, language: str) -> list[Attribute]:
    """What a service asks, in order. Raises CityError."""
    answer = _get(f"services/{quote(code, safe='')}", language)
    definition = answer[0] if isinstance(answer, list) and answer else answer
    found = definition.get("attributes") if isinstance(definition, dict) else None
    return sorted((a for a in _typed(list[Attribute], found or []) if a.variable), key=lambda a: a.order)


def request(number: str, language: str) -> ServiceRequest | None:
    """A request by its number. Raises CityError."""
    found = _typed(list[ServiceRequest], _get(f"requests/{quote(number, safe='')}", language))
    return found[0] if found else None


def open_request(key: str, form: dict[str, Any]) -> str:
    """Opens a request, once per key; its number, its token, or "" when the city gives none. Raises CityError.

    Args:
        form: names as in GeoReport v2; a list becomes repeated fields.
    """
    fields = [("api_key", _http().api_key), ("jurisdiction_id", current().open311.jurisdiction_id)]
    for name, value in form.items():
        fields += [(f"{name}[]", part) for part in value] if isinstance(value, list) else [(name, value)]
    sent = [(name, value) for name, value in fields if value not in (None, "")]
    answer = _http().call("POST", f"{PATH}/requests.json", headers={"Idempotency-Key": key}, data=sent)
    receipt = answer[0] if isinstance(answer, list) and answer and isinstance(answer[0], dict) else {}
    return str(receipt.get("service_request_id") or receipt.get("token") or "")


def _get(resource: str, language: str) -> Any:
    params = {"jurisdiction_id": current().open311.jurisdiction_id, "lang": language}
    return _http().call("GET", f"{PATH}/{resource}.json", params=params, headers={"Accept-Language": language})


def _typed(kind: Any, answer: Any) -> Any:
    try:
        return parse_obj_as(kind, answer)
    except ValidationError as error:
        raise CityNonsense from error


@lru_cache(maxsize=1)
def _http() -> CityHttp:
    return CityHttp(settings().city, os.environ.get("CITY_API_KEY", ""))
