"""What the other city answers to reads: shared contracts/city-api.yaml over other_city_data.py."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import unquote

import other_city_data as d
from other_city_memory import Refused, memory

LANGUAGES = ("fr", "en")


def plain(text: str) -> str:
    """Lower case without accents, words apart."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def addresses(query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Addresses that hold every word of the query; small words and the kind of street are optional."""
    words = set(plain(query["q"]).split()) - {"rue", "chemin", "la", "le", "du", "de", "des", "au", "a"}
    return [a for a in d.ADDRESSES if words and words <= set(plain(a["label"]).split())]


def collections(address: str, query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Pick-ups between two days."""
    if address not in d.COLLECTIONS:
        raise Refused(404, {"title": "unknown address", "status": 404})
    first, last = query.get("from", d.day(0)), query.get("to", d.day(28))
    found = [
        {"date": d.day(shift), "stream": stream, "note": (fr, en)[said]}
        for shift, stream, fr, en in d.COLLECTIONS[address]
    ]
    return sorted((c for c in found if first <= c["date"] <= last), key=lambda c: c["date"])


def snow(address: str, query: dict[str, str], said: int) -> dict[str, Any]:
    """Snow of a street: planned on the hill, cleared elsewhere."""
    label = next((a["label"] for a in d.ADDRESSES if a["id"] == address), None)
    if label is None:
        raise Refused(404, {"title": "unknown address", "status": 404})
    planned = address == "q3"
    return {
        "street": label.partition(", ")[2],
        "state": "planned" if planned else "cleared",
        "sidewalk": None,
        "planned_start": d.moment(1, "21:00") if planned else None,
        "planned_end": d.moment(2, "05:00") if planned else None,
        "updated_at": d.moment(0, "05:40"),
    }


def waste(query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Items that share a word with the query, those that share most first."""
    words = set(plain(query["q"]).split())
    shared = {w["id"]: len(words & set(plain(w["words"]).split())) for w in d.WASTE}
    return [
        {"id": w["id"], "name": w["names"][said], "destination": w["destination"], "instructions": w["texts"][said]}
        for w in sorted(d.WASTE, key=lambda w: -shared[w["id"]])
        if shared[w["id"]]
    ]


def ban(query: dict[str, str], said: int) -> dict[str, Any]:
    """Banned tonight, undecided the day after tomorrow, allowed otherwise."""
    evening = query.get("date", d.day(0))
    banned = True if evening == d.day(0) else None if evening == d.day(2) else False
    hours = (d.moment(1, "01:30"), d.moment(1, "06:45")) if banned else (None, None)
    return {
        "date": evening,
        "banned": banned,
        "starts_at": hours[0],
        "ends_at": hours[1],
        "decided_at": None,
        "note": ("Stationnement du phare ouvert.", "Lighthouse lot open.")[said] if banned else None,
    }


def roadworks(query: dict[str, str], said: int) -> dict[str, Any]:
    """Open511 events."""
    events = [
        {
            "jurisdiction_url": "http://quenouilles.example",
            "id": r["id"],
            "status": "ACTIVE",
            "event_type": "CONSTRUCTION",
            "headline": r["headline"][0],
            "description": r["description"][0],
            "roads": [{"name": r["road"], "state": "CLOSED"}],
            "schedule": {
                "intervals": [f"{d.moment(r['days'][0], '07:00')[:16]}/{d.moment(r['days'][1], '17:00')[:16]}"]
            },
        }
        for r in d.ROADWORKS
    ]
    return {"events": events, "pagination": {"offset": 0}, "meta": {"version": "v1"}}


def notices(query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Notices in force; those of an address only when one is given."""
    sector = next((a["sector"] for a in d.ADDRESSES if a["id"] == query.get("address_id")), None)
    return [
        {
            "id": n["id"],
            "kind": n["kind"],
            "severity": n["severity"],
            "title": n["title"][said],
            "text": n["text"][said],
            "sectors": n["sectors"],
            "starts_at": d.moment(-1, "08:00"),
            "ends_at": d.moment(2, "12:00"),
        }
        for n in d.NOTICES
        if query.get("kind") in (None, n["kind"]) and ("address_id" not in query or sector in n["sectors"])
    ]


def permit(kind: str, query: dict[str, str], said: int) -> dict[str, Any]:
    """A permit; 404 for what the city does not regulate."""
    found = d.PERMITS.get(kind)
    if found is None:
        raise Refused(404, {"title": "not regulated", "status": 404})
    told = {name: found[name][said] for name in ("name", "documents", "rules")}
    return {"permit_type": kind, **found, **told}


def facilities(query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Facilities of a kind, or that share a word with a name."""
    words = set(plain(query.get("q", "")).split())
    return [
        f
        for f in d.FACILITIES
        if query.get("kind") in (None, f["kind"]) and (not words or words & set(plain(f["name"]).split()))
    ]


def hours(facility: str, query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Openings of a day and the six that follow."""
    first = query.get("date", d.day(0))
    return [
        {
            "date": d.day(shift),
            "opens": opens,
            "closes": closes,
            "activity": activity and activity[said],
            "audience": audience and audience[said],
        }
        for shift, opens, closes, activity, audience in d.HOURS.get(facility, [])
        if d.day(shift) >= first
    ]


def stops(query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Stops by code, by words of their name, or near a point."""
    if "lat" in query:
        return [s for s in d.STOPS if abs(s["latitude"] - float(query["lat"])) < 0.005]
    words = set(plain(query.get("q", "")).split())
    return [s for s in d.STOPS if words and (s["code"] in words or words <= set(plain(s["name"]).split()))]


def departures(stop: str, query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Two departures of tomorrow, of routes 71 and 72B; the first is late, none at the second wharf."""
    if stop == "s3":
        return []
    found = [
        {
            "route": "71",
            "headsign": "Butte",
            "scheduled": d.moment(1, "06:11"),
            "expected": d.moment(1, "06:19"),
            "cancelled": False,
        },
        {
            "route": "72B",
            "headsign": "Outardes",
            "scheduled": d.moment(1, "06:40"),
            "expected": None,
            "cancelled": True,
        },
    ]
    return [one for one in found if query.get("route") in (None, one["route"])][: int(query.get("limit", 3))]


def alerts(query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Disruptions, of a route when one is named."""
    return [
        {
            "route": a["route"],
            "header": a["header"][said],
            "text": a["text"][said],
            "starts_at": d.moment(0, "00:00"),
            "ends_at": None,
        }
        for a in d.ALERTS
        if query.get("route") in (None, a["route"])
    ]


def slots(query: dict[str, str], said: int) -> list[dict[str, Any]]:
    """Three free times of half an hour."""
    return [
        {
            "id": f"slot-{i}",
            "starts_at": d.moment(shift, clock),
            "ends_at": d.moment(shift, "16:30"),
            "place": "Bureau 3",
        }
        for i, (shift, clock) in enumerate([(4, "10:10"), (5, "13:20"), (6, "15:40")])
        if f"slot-{i}" not in memory.taken
    ]


def services(said: int) -> list[dict[str, Any]]:
    """Open311 services."""
    return [
        {
            "service_code": s["service_code"],
            "service_name": s["service_name"][said],
            "description": "",
            "keywords": "",
            "group": "",
            "type": "realtime",
            "metadata": s["metadata"],
        }
        for s in d.SERVICES
    ]


def definition(code: str, said: int) -> list[dict[str, Any]]:
    """Open311 service definition."""
    if code not in d.ATTRIBUTES:
        raise Refused(404, [{"code": 404, "description": "no such service code"}])
    attributes = [
        {
            **a,
            "description": a["description"][said],
            "datatype_description": None,
            "values": [{"key": key, "name": names[said]} for key, names in a["values"]],
        }
        for a in d.ATTRIBUTES[code]
    ]
    return [{"service_code": code, "attributes": attributes}]


def request(number: str) -> list[dict[str, Any]]:
    """A request: AQ-77 is closed, those opened here are open, others are not known."""
    index = int(number[2:]) - 1 if re.fullmatch(r"AQ\d{4}", number) else -1
    if number == "AQ-77":
        return [
            {
                "service_request_id": number,
                "status": "closed",
                "status_notes": "Ampoule changée.",
                "service_name": "Lampadaire",
                "service_code": "Q-72",
                "agency_responsible": "Voirie du quai",
                "requested_datetime": d.moment(-9, "10:00"),
                "updated_datetime": d.moment(-2, "11:00"),
                "expected_datetime": None,
            }
        ]
    if not 0 <= index < len(memory.requests):
        raise Refused(404, [{"code": 404, "description": "no such request"}])
    form = memory.requests[index]
    return [
        {
            "service_request_id": number,
            "status": "open",
            "status_notes": "Reçue.",
            "service_name": "Demande",
            "service_code": form["service_code"],
            "description": form.get("description"),
            "agency_responsible": "Voirie du quai",
            "requested_datetime": d.moment(0, "00:01"),
            "updated_datetime": d.moment(0, "00:01"),
            "expected_datetime": d.moment(2, "16:00"),
            "address": form.get("address_string"),
        }
    ]


def duty() -> dict[str, Any]:
    """Brackets in force."""
    return {"year": 2026, "brackets": [{"above": above, "rate": rate} for above, rate in d.BRACKETS]}


PLAIN = {
    "addresses": addresses,
    "waste-items": waste,
    "parking-ban": ban,
    "roadworks/events": roadworks,
    "notices": notices,
    "facilities": facilities,
    "transit/stops": stops,
    "transit/alerts": alerts,
    "appointments/slots": slots,
}
NAMED = [
    (r"addresses/([^/]+)/collections", collections),
    (r"addresses/([^/]+)/snow", snow),
    (r"permits/([^/]+)", permit),
    (r"facilities/([^/]+)/hours", hours),
    (r"transit/stops/([^/]+)/departures", departures),
]


def read(path: str, query: dict[str, str]) -> Any:
    """The answer to a GET; ids stay percent-encoded in `path` until it is cut. Raises Refused."""
    said = LANGUAGES.index(query.get("lang", "fr"))
    if path == "/health":
        return {"status": "ok"}
    if path.startswith("/open311/v2/"):
        return read_open311(path.removeprefix("/open311/v2/").removesuffix(".json"), query, said)
    resource = path.removeprefix("/city/v1/")
    if resource == "transfer-duty":
        return duty()
    if resource in PLAIN:
        return PLAIN[resource](query, said)
    for pattern, function in NAMED:
        match = re.fullmatch(pattern, resource)
        if match:
            return function(unquote(match[1]), query, said)
    raise Refused(404, {"title": "no such resource", "status": 404})


def read_open311(resource: str, query: dict[str, str], said: int) -> Any:
    """The answer to a GET of the service-request half. Raises Refused."""
    if query.get("jurisdiction_id") != "quenouilles.example":
        raise Refused(404, [{"code": 404, "description": "no such jurisdiction"}])
    if resource == "services":
        return services(said)
    if resource == "requests":
        return []
    kind, _, name = resource.partition("/")
    return definition(unquote(name), said) if kind == "services" else request(unquote(name))
