"""Saint-Clovis, a city that exists only in these tests: nothing of it is in the assistant or in the demonstration."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2031, 3, 4, 10, 0, tzinfo=ZONE)      # a Tuesday
TODAY = NOW.date()


def day(offset: int) -> str:
    """The ISO date so many days after today."""
    return (TODAY + timedelta(days=offset)).isoformat()


def at(offset: int, hour: int, minute: int = 0) -> str:
    """A moment so many days after today, local time."""
    on = date.fromisoformat(day(offset))
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=ZONE).isoformat()


PROFILE: dict[str, Any] = {
    "name": "Saint-Clovis",
    "timezone": "America/Toronto",
    "languages": {"default": "fr", "english": "bilingual"},
    "contact": {
        "service": "Accueil Saint-Clovis", "phone": "418 555-0177", "email": "accueil@saintclovis.example",
        "office": "9, place du Quai", "hours": {"mon": "08:00-16:00", "tue": "08:00-16:00", "thu": "08:00-16:00"},
    },
    "desk": {"hours": "same", "longest_wait_minutes": 5},
    "topics": {
        "off": ["paratransit"],
        "links": {"tax_due_dates": "https://saintclovis.example/taxes"},
        "local": {"tax_due_dates": {"fr": "Ici, deux versements.", "en": "Here, two instalments."}},
    },
    "open311": {
        "jurisdiction_id": "saintclovis.example",
        "services": {"report_pothole": "TROU", "report_graffiti": "TAG/9", "snow_problem": "NEIGE",
                     "file_complaint": "PLAINTE", "report_streetlight": "LUMIERE", "report_other": "AUTRE"},
    },
    "service_levels": {"report_pothole": {"acknowledged": 8, "started": 16, "resolved": 16}},
    "departments": {},
    "ombudsman": None,
    "privacy": {"officer": {"name": "Greffe", "email": "greffe@saintclovis.example"},
                "keep_days": {"conversation": 30, "request_copy": 60, "rating": 90}},
}

ADDRESSES = [
    {"id": "c-310", "label": "310, rue des Aulnes", "sector": "Nord", "latitude": 47.1, "longitude": -71.2},
    {"id": "c-312", "label": "312, rue des Aulnes", "sector": "Nord", "latitude": 47.1001, "longitude": -71.2001},
    {"id": "c-45c", "label": "45, chemin Ouellet", "sector": "Sud", "latitude": 47.2, "longitude": -71.3},
    {"id": "c-45a", "label": "45, avenue Ouellet", "sector": "Sud", "latitude": 47.21, "longitude": -71.31},
    {"id": "lot 7/b#2?", "label": "18, 12e Avenue", "sector": None, "latitude": None, "longitude": None},
]

COLLECTIONS = [
    {"date": day(2), "stream": "garbage", "note": None},
    {"date": day(3), "stream": "organics", "note": None},
    {"date": day(9), "stream": "recycling", "note": "Reporté à cause du congé."},
    {"date": day(10), "stream": "organics", "note": None},
    {"date": day(16), "stream": "garbage", "note": None},
    {"date": day(23), "stream": "recycling", "note": None},
    {"date": day(55), "stream": "garbage", "note": None},
    {"date": day(70), "stream": "bulky", "note": None},
    {"date": day(80), "stream": "branches", "note": "Branches attachées."},
]

WASTE_ITEMS = [
    {"id": "w1", "name": "Grille-pain", "destination": "ecocentre", "instructions": "Gratuit, avec preuve d'adresse."},
    {"id": "w2", "name": "Pot de peinture", "destination": "hazardous", "instructions": "Couvercle fermé."},
    {"id": "w3", "name": "Pot de yogourt", "destination": "recycling", "instructions": "Rincé."},
    {"id": "w4", "name": "Pot de fleurs", "destination": "garbage", "instructions": "Sans terre."},
]

SNOW = {"street": "rue des Aulnes", "state": "planned", "sidewalk": "cleared", "planned_start": at(0, 21),
        "planned_end": at(1, 5), "updated_at": at(0, 9, 40)}
PARKING = {"date": day(0), "banned": True, "starts_at": at(0, 23), "ends_at": at(1, 6), "decided_at": at(0, 9),
           "note": "Côté impair permis."}
DUTY = {"year": 2031, "brackets": [{"above": "0", "rate": "0.5"}, {"above": "70000", "rate": "1.25"},
                                   {"above": "333333.33", "rate": "1.5"}, {"above": "1000000", "rate": "3"}]}

PERMITS = {
    "pool": {"permit_type": "pool", "name": "Permis de piscine", "required": True, "fee": "62.50",
             "processing_days": 12, "documents": ["Plan du terrain"], "rules": ["Enceinte de 1,2 m"],
             "bylaw": "R-77", "form_url": "https://saintclovis.example/piscine"},
    "shed": {"permit_type": "shed", "name": "Remise", "required": False, "fee": None, "processing_days": None,
             "documents": [], "rules": ["15 m² au plus"], "bylaw": None, "form_url": None},
    "garage": {"permit_type": "garage", "name": "Garage", "required": True, "fee": "0", "processing_days": 3,
               "documents": ["Plan"], "rules": []},
}

FACILITIES = [
    {"id": "f/1", "name": "Piscine Lafleur", "kind": "pool", "address": "3, rue du Moulin"},
    {"id": "f2", "name": "Piscine du Lac", "kind": "pool", "address": None},
    {"id": "f3", "name": "Aréna Gagnon", "kind": "arena", "address": "8, rue du Moulin"},
    {"id": "f4", "name": "Bibliothèque Desjarlais", "kind": "library", "address": None},
]
HOURS = [
    {"date": day(0), "opens": "13:00", "closes": "15:30", "activity": "Bain libre", "audience": "Familles"},
    {"date": day(1), "opens": "18:00", "closes": "20:00"},
]

STOPS = [{"id": "s/1", "code": "4012", "name": "Gare", "latitude": 47.1, "longitude": -71.2},
         {"id": "s2", "code": "4013", "name": "Gare / Ouellet", "latitude": 47.1, "longitude": -71.2}]
DEPARTURES = [
    {"route": "7", "headsign": "Quai", "scheduled": at(0, 10, 12), "expected": at(0, 10, 15), "cancelled": False},
    {"route": "9", "headsign": "Moulin", "scheduled": at(0, 10, 20), "cancelled": True},
    {"route": "7", "headsign": "Quai", "scheduled": at(1, 6, 5)},
]
ALERTS = [{"route": "7", "header": "Détour par le quai", "text": "Arrêt Gare déplacé.", "starts_at": at(-1, 6),
           "ends_at": at(2, 18)},
          {"route": None, "header": "Retards.", "text": "", "starts_at": None, "ends_at": None}]

NOTICES = [
    {"id": "n-eau", "kind": "water", "severity": "urgent", "title": "Avis d'ébullition",
     "text": "Faites bouillir {eau}.", "sectors": ["Nord"], "starts_at": at(-1, 8), "ends_at": at(2, 8)},
    {"id": "n-coll", "kind": "collections", "severity": "info", "title": "Collectes retardées", "text": "Un jour.",
     "sectors": None, "starts_at": at(-1, 8), "ends_at": None},
]

WORKS = {"events": [
    {"id": "w-1", "headline": "Réfection du pont", "description": "Une voie.", "status": "ACTIVE",
     "roads": [{"name": "chemin Ouellet", "from": "rue du Moulin", "to": "12e Avenue"}],
     "schedule": {"intervals": [f"{day(-3)}T07:00/{day(20)}T17:00"]}, "detour": "Par la rue du Moulin."},
    {"id": "w-2", "headline": "Égout", "status": "ACTIVE", "roads": [{"name": "rue Sarcelle"}],
     "schedules": [{"start_date": day(-1), "end_date": None}]},
], "pagination": {}, "meta": {"version": "v1"}}

SLOTS = [
    {"id": f"r{offset}-{hour}", "starts_at": at(offset, hour), "ends_at": at(offset, hour, 30), "place": "Bureau 4"}
    for offset in (1, 2, 3, 6, 7, 8) for hour in (9, 11, 14)
]

SERVICES = [
    {"service_code": "TROU", "service_name": "Trou", "metadata": True, "type": "realtime"},
    {"service_code": "TAG/9", "service_name": "Graffiti", "metadata": False, "type": "realtime"},
    {"service_code": "NEIGE", "service_name": "Neige", "metadata": False, "type": "realtime"},
    {"service_code": "PLAINTE", "service_name": "Plainte", "metadata": False, "type": "realtime"},
    {"service_code": "LUMIERE", "service_name": "Lumière", "metadata": True, "type": "realtime"},
    {"service_code": "AUTRE", "service_name": "Autre", "metadata": False, "type": "realtime"},
]


def attribute(code: str, datatype: str, required: bool = True, **more: Any) -> dict[str, Any]:
    """An Open311 service attribute."""
    return {"variable": True, "code": code, "datatype": datatype, "required": required, "order": 1,
            "datatype_description": None, "description": f"Question {code}?", **more}


def values(*names: str) -> list[dict[str, str]]:
    """Values of a list attribute; the keys say nothing of the names."""
    return [{"key": f"k{index}", "name": name} for index, name in enumerate(names)]


SIZES = attribute("TAILLE", "singlevaluelist", values=values("Petit", "Moyen", "Énorme"))
DEFINITIONS = {"TROU": [SIZES], "LUMIERE": []}
