"""What the other city knows. Days count from today, so that its answers never age."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")


def day(shift: int) -> str:
    """A day from today, as ISO."""
    return (datetime.now(ZONE).date() + timedelta(days=shift)).isoformat()


def moment(shift: int, clock: str) -> str:
    """A moment of a day from today, as ISO with its offset."""
    hour, minute = (int(part) for part in clock.split(":"))
    at = datetime.combine(date.fromisoformat(day(shift)), datetime.min.time(), ZONE)
    return at.replace(hour=hour, minute=minute).isoformat()


ADDRESSES = [
    {"id": "q1", "label": "18, montée du Phare", "sector": "quai", "latitude": 46.101, "longitude": -72.5},
    {"id": "q2", "label": "318, montée du Phare", "sector": "quai", "latitude": 46.108, "longitude": -72.5},
    {"id": "q3", "label": "18, côte du Phare", "sector": "butte", "latitude": 46.15, "longitude": -72.53},
    {"id": "q/4 é", "label": "2207, rang des Outardes", "sector": "butte", "latitude": 46.2, "longitude": -72.6},
]
COLLECTIONS = {
    "q1": [
        (3, "garbage", None, None),
        (4, "organics", None, None),
        (5, "recycling", "Devancée d'un jour", "One day early"),
        (17, "garbage", None, None),
        (60, "christmas_trees", None, None),
        (40, "branches", None, None),
    ],
    "q2": [(6, "garbage", None, None)],
    "q3": [],
    "q/4 é": [(1, "bulky", None, None), (2, "garbage", None, None)],
}
WASTE = [
    {
        "id": "w1",
        "names": ("Bonbonne de propane", "Propane cylinder"),
        "words": "propane bbq bonbonne cylinder tank",
        "destination": "hazardous",
        "texts": ("Au dépôt du quai, valve fermée.", "At the wharf depot, valve closed."),
    },
    {
        "id": "w2",
        "names": ("Aquarium", "Fish tank"),
        "words": "aquarium fish tank",
        "destination": "ecocentre",
        "texts": ("Vide et propre, au conteneur 6.", "Empty and clean, in container 6."),
    },
    {
        "id": "w3",
        "names": ("Pneu d'auto", "Car tire"),
        "words": "pneu pneus tire tires",
        "destination": "return_to_store",
        "texts": ("Au garage, quatre par visite.", "At a garage, four a visit."),
    },
    {
        "id": "w4",
        "names": ("Pneu de vélo", "Bicycle tire"),
        "words": "pneu pneus tire tires velo bike",
        "destination": "garbage",
        "texts": ("Au bac noir.", "In the black bin."),
    },
]
PERMITS = {
    "gazebo": {
        "name": ("Gloriette de jardin", "Garden gazebo"),
        "required": True,
        "fee": "63.50",
        "processing_days": 11,
        "documents": (["Croquis coté"], ["Sketch with measurements"]),
        "rules": (["À 2,75 m des voisins"], ["2.75 m from neighbours"]),
        "bylaw": "RQ-88",
        "form_url": None,
    },
    "shed": {
        "name": ("Cabanon", "Shed"),
        "required": False,
        "fee": None,
        "processing_days": None,
        "documents": ([], []),
        "rules": (["Au plus 14 m²"], ["At most 14 m²"]),
        "bylaw": None,
        "form_url": None,
    },
}
FACILITIES = [
    {"id": "f1", "name": "Bassin Zéphyr", "kind": "pool", "address": "40, rue de la Jetée"},
    {"id": "f2", "name": "Glace Wapiti", "kind": "arena", "address": None},
    {"id": "f3", "name": "Glace Caribou", "kind": "arena", "address": "9, rang des Outardes"},
]
HOURS = {
    "f1": [
        (0, "06:15", "07:45", ("Longueurs", "Lanes"), None),
        (1, "18:00", "19:30", ("Bain familial", "Family swim"), None),
    ],
    "f2": [(1, "20:00", "21:10", ("Patin libre", "Free skating"), ("Adultes", "Adults"))],
    "f3": [],
}
STOPS = [
    {"id": "s1", "code": "9041", "name": "Phare / Jetée", "latitude": 46.1012, "longitude": -72.5},
    {"id": "s2", "code": "9042", "name": "Gare maritime (quai A)", "latitude": 46.11, "longitude": -72.51},
    {"id": "s3", "code": "9043", "name": "Gare maritime (quai B)", "latitude": 46.11, "longitude": -72.511},
]
ROADWORKS = [
    {
        "id": "r1",
        "headline": ("Pont de la Jetée fermé", "Jetée bridge closed"),
        "road": "rue de la Jetée",
        "description": ("Détour par le rang des Outardes.", "Detour by rang des Outardes."),
        "days": (-2, 9),
    },
]
NOTICES = [
    {
        "id": "n1",
        "kind": "water",
        "severity": "urgent",
        "sectors": ["butte"],
        "title": ("Avis d'ébullition de la butte", "Boil-water notice on the hill"),
        "text": ("Bouillir une minute.", "Boil for one minute."),
    },
]
ALERTS = [
    {
        "route": "71",
        "header": ("Ligne 71 déviée", "Route 71 rerouted"),
        "text": ("Arrêt Phare déplacé.", "Phare stop moved."),
    },
]
BRACKETS = [("0", "0.4"), ("70000", "1.1"), ("310000", "1.6"), ("600000", "2.5")]
SERVICES = [
    {"service_code": "Q.71", "service_name": ("Trou dans la chaussée", "Hole in the road"), "metadata": True},
    {"service_code": "Q-72", "service_name": ("Lampadaire", "Street light"), "metadata": False},
    {"service_code": "Q-90", "service_name": ("Plainte", "Complaint"), "metadata": False},
    {"service_code": "Q-99", "service_name": ("Autre demande", "Other request"), "metadata": False},
]
ATTRIBUTES: dict[str, list[dict[str, Any]]] = {
    "Q.71": [
        {
            "code": "NOTE",
            "order": 1,
            "variable": False,
            "required": False,
            "datatype": "string",
            "values": [],
            "description": ("Un trou de plus de 60 cm est réparé en un jour.", "A hole over 60 cm is mended in a day."),
        },
        {
            "code": "TAILLE",
            "order": 2,
            "variable": True,
            "required": True,
            "datatype": "singlevaluelist",
            "description": ("Quelle est sa taille?", "How big is it?"),
            "values": [("A", ("Comme une assiette", "Like a plate")), ("P", ("Comme une porte", "Like a door"))],
        },
    ],
}
