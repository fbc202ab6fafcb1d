"""Commands: taking files in, the demonstration, the first start."""

import io
import time
from pathlib import Path

import pytest
from city_api.models import Address, Feed, Service, ServiceRequest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def run(*args, **options) -> str:
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def rivemont(settings):
    settings.CITY_PROFILE = ROOT / "cities" / "rivemont.yml"


def test_import_city(city, samples, tmp_path):
    assert run("import_city", "addresses", str(samples / "addresses.csv")) == "addresses: 6\n"
    (tmp_path / "a.csv").write_text("id\n")
    with pytest.raises(CommandError, match="a.csv:1: missing columns"):
        run("import_city", "addresses", str(tmp_path / "a.csv"))


def test_import_gtfs(feed, tmp_path):
    assert "stops 4" in run("import_gtfs", str(feed("Mon réseau.zip")))
    assert Feed.objects.get().pk == "mon-reseau"
    with pytest.raises(CommandError, match="not a zip file"):
        run("import_gtfs", str(tmp_path / "absent.zip"))


def test_import_ical(city, tmp_path):
    path = tmp_path / "c.ics"
    event = "BEGIN:VEVENT\nUID:1\nSUMMARY:Bac noir\nDTSTART;VALUE=DATE:20261103\nEND:VEVENT\n"
    path.write_text(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n")
    assert run("import_ical", str(path), sector="sud", name=["bac noir=garbage"]) == "collections: 1\n"
    with pytest.raises(CommandError, match="WORD=STREAM"):
        run("import_ical", str(path), sector="sud", name=["bac noir=gold"])
    with pytest.raises(CommandError, match="c.ics:2"):
        run("import_ical", str(path), sector="sud")


def test_the_demonstration_loads_fast_and_again(rivemont):
    start = time.monotonic()
    first = run("load_demo")
    assert time.monotonic() - start < 20
    numbers = list(ServiceRequest.objects.values_list("number", "description").order_by("pk"))
    assert run("load_demo") == first
    assert list(ServiceRequest.objects.values_list("number", "description").order_by("pk")) == numbers
    assert Address.objects.count() > 100
    assert Feed.objects.get().last_day > Feed.objects.get().first_day


def test_the_demonstration_keeps_citizens_requests(rivemont, client):
    run("load_demo")
    before = ServiceRequest.objects.count()
    address = Address.objects.first().pk
    data = {"api_key": "cle-des-tests", "service_code": "RVM-OTHER", "address_id": address}
    service = client.get("/open311/v2/services/RVM-OTHER.json").json()
    data |= {f"attribute[{a['code']}]": a["values"][0]["key"] for a in service["attributes"] if a["required"]}
    number = client.post("/open311/v2/requests.json", data).json()[0]["service_request_id"]
    run("load_demo")
    assert ServiceRequest.objects.count() == before + 1
    assert client.get(f"/open311/v2/requests/{number}.json").status_code == 200


def test_first_start_of_the_demonstration(rivemont):
    assert "addresses" in run("bootstrap")
    Address.objects.filter(pk=Address.objects.first().pk).delete()
    count = Address.objects.count()
    assert run("bootstrap") == "ready\n"
    assert Address.objects.count() == count


@pytest.mark.parametrize("name", ["carignan", "otterburn-park", "pierrefonds-roxboro", "magog", "levis"])
def test_first_start_of_a_city(settings, name):
    from cities.profile import load

    settings.CITY_PROFILE = ROOT / "cities" / f"{name}.yml"
    assert "services" in run("bootstrap")
    assert set(Service.objects.values_list("pk", flat=True)) == set(
        load(settings.CITY_PROFILE).open311.services.values()
    )
    assert not Address.objects.exists()
    assert run("bootstrap") == "ready\n"


def test_no_migration_is_missing():
    call_command("makemigrations", "city_api", check=True, dry_run=True, verbosity=0)
