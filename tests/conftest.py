"""What every test may count on: a city to serve, and no telemetry."""
import os
from pathlib import Path

ROOT = Path(__file__).parents[1]

os.environ.setdefault("CITY_PROFILE", str(ROOT / "cities/rivemont.yml"))
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
