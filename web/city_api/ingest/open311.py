"""Creates the Open311 services of a profile from generic definitions by topic, and example requests."""

from datetime import datetime, timedelta
from pathlib import Path

from guichet_web.profile import city_profile

from cities.profile import Profile
from city_api.locking import digest, existing
from city_api.models import Address, Attribute, AttributeValue, Service, ServiceRequest
from city_api.open311.creation import schedule, store

from .rows import Pair, checked, unique, upsert
from .source import Entry, read_csv, read_mapping
from .values import flag, moment, texts

COLUMNS = [
    *("topic", "keywords", "kind", "updated_at"),
    *(f"{name}_{lang}" for name in ("name", "description", "group") for lang in ("fr", "en")),
]
Stage = ServiceRequest.Stage
NO_STEP = {"acknowledged_at": None, "started_at": None, "closed_at": None}
STAGES = {"open": Stage.RECEIVED, "closed": Stage.CLOSED} | {stage.value: stage for stage in Stage}


def services(path: Path) -> int:
    """services.yml, generic definitions by topic; codes come from the profile. Other services stay."""
    root = read_mapping(path)
    pairs = [checked(entry, row) for entry, row in _services(root, city_profile())]
    count = upsert(Service, pairs, "code", COLUMNS)
    Attribute.objects.filter(service__in=[row.pk for _, row in pairs]).delete()
    for entry, row in pairs:
        _write_attributes(entry, row)
    return count


def _services(root: Entry, profile: Profile) -> list[Pair]:
    """One service per code; a code that several topics share takes the definition of the first, or of report_other."""
    topics: dict[str, str] = {}
    for topic, code in profile.open311.services.items():
        if code not in topics or topic == "report_other":
            topics[code] = topic
    pairs = []
    for code, topic in topics.items():
        if topic not in root.values:
            raise root.fail(f"no definition for {topic}")
        entry = root.child(root.values[topic], topic)
        columns = texts(entry, "name", "description", "group")
        kind = entry.get("type", Service.Kind.REALTIME)
        row = Service(code=code, topic=topic, kind=kind, keywords=entry.get("keywords"), **columns)
        pairs.append((entry, row))
    return pairs


def _write_attributes(entry: Entry, service: Service) -> None:
    children = entry.children("attributes")
    pairs = unique([checked(child, _attribute(child, service)) for child in children], "code")
    Attribute.objects.bulk_create([row for _, row in unique(pairs, "order")])
    values = [
        checked(child, AttributeValue(attribute=row, key=str(child.need("key")), **texts(child, "name")))
        for parent, row in pairs
        for child in parent.children("values")
    ]
    AttributeValue.objects.bulk_create([row for _, row in unique(values, "attribute_id", "key")])


def _attribute(entry: Entry, service: Service) -> Attribute:
    variable = flag(entry, "variable")
    return Attribute(
        service=service,
        code=entry.need("code"),
        datatype=entry.need("datatype"),
        required=bool(flag(entry, "required")),
        variable=variable is not False,
        order=entry.need("order"),
        **texts(entry, "description", "datatype_description"),
    )


def requests(path: Path) -> int:
    """requests.csv: example requests, by their place in the file: loaded again they keep their numbers.

    Requests of citizens stay as they are.
    """
    columns = ["topic", "description", "address_id", "status", "requested", "updated"]
    entries = list(read_csv(path, columns))
    keys = [digest(f"example {number}") for number in range(1000)]
    for key, entry in zip(keys, entries, strict=False):
        _request(entry, key)
    ServiceRequest.objects.filter(idempotency_key__in=keys[len(entries) :]).delete()
    return len(entries)


def _request(entry: Entry, key: str) -> None:
    service = Service.objects.filter(pk=city_profile().service_code(entry.need("topic"))).first()
    if service is None:
        raise entry.fail(f"no service for {entry.need('topic')}")
    stage = STAGES.get(entry.need("status"))
    if stage is None:
        raise entry.fail(f"status is not known: {entry.need('status')}")
    requested, updated = moment(entry, "requested"), moment(entry, "updated")
    columns = _location(entry) | NO_STEP | _dates(stage, requested, updated)
    columns |= {"stage": stage, "description": entry.get("description"), "status_notes": entry.get("status_notes_fr")}
    if not existing(ServiceRequest, key):
        store(service, requested, {"idempotency_key": key})
    columns |= schedule(service, requested) | {"service": service, "requested_at": requested, "updated_at": updated}
    ServiceRequest.objects.filter(idempotency_key=key).update(**columns)


def _location(entry: Entry) -> dict:
    address = Address.objects.select_related("street").filter(pk=entry.need("address_id")).first()
    if address is None:
        raise entry.fail(f"address_id is not known: {entry.need('address_id')}")
    place = {"latitude": address.latitude, "longitude": address.longitude, "zipcode": address.postal_code}
    return place | {"address": address.label, "address_id": address.pk}


def _dates(stage: str, requested: datetime, updated: datetime) -> dict:
    """Plausible dates of the steps already done, between the request and its last change."""
    acknowledged = min(requested + timedelta(hours=4), updated)
    dates = {"acknowledged_at": acknowledged, "started_at": max(acknowledged, updated - timedelta(hours=6))}
    dates["closed_at"] = updated
    steps = [Stage.RECEIVED, Stage.ACKNOWLEDGED, Stage.STARTED, Stage.CLOSED].index(stage)
    return dict(list(dates.items())[:steps])
