"""The real server over real sockets, on SQLite and on PostgreSQL: races, limits, slowness, logs, the start."""

import socket
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from live_city import environment, fill, manage, postgresql, serving

POST = {"api_key": "cle-des-tests", "service_code": "V-9", "address_id": "A1"}
BOOKING = {"name": "Léa Roy", "phone": "819 555-0100", "subject": "Piscine"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request, tmp_path_factory):
    """Address and log of a server on each database."""
    folder = tmp_path_factory.mktemp("live")
    if request.param == "sqlite":
        yield from _server(f"sqlite:///{folder / 'city.sqlite3'}", folder)
        return
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        Path(name).chmod(0o755)
        with postgresql(Path(name)) as url:
            yield from _server(url, folder)


def _server(database, folder):
    env = environment(DATABASE_URL=database)
    fill(env)
    with serving(env, folder / "log") as url:
        yield url, folder / "log"


@pytest.fixture
def url(server):
    return server[0]


def together(function, count: int) -> list:
    """Call a function from many threads that start at the same instant."""
    gate = threading.Barrier(count)

    def call(number):
        gate.wait()
        return function(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


def test_one_key_from_many_at_once_makes_one_request(url):
    def post(number):
        data = POST | {"description": f"même clé {number}"}
        return requests.post(f"{url}/open311/v2/requests.json", data, headers={"Idempotency-Key": "race"}, timeout=30)

    answers = together(post, 16)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()[0]["service_request_id"] for answer in answers}) == 1
    rows = requests.get(f"{url}/open311/v2/requests.json", timeout=10).json()
    assert len([row for row in rows if row["description"].startswith("même clé")]) == 1


def test_many_requests_at_once_all_get_their_own_number(url):
    def post(number):
        return requests.post(f"{url}/open311/v2/requests.json", POST | {"description": f"n{number}"}, timeout=30)

    numbers = [answer.json()[0]["service_request_id"] for answer in together(post, 24)]
    assert len(set(numbers)) == 24
    rows = requests.get(f"{url}/open311/v2/requests.json", {"service_request_id": ",".join(numbers)}, timeout=10).json()
    assert {row["service_request_id"] for row in rows} == set(numbers)


def slot(url, index: int) -> str:
    return requests.get(f"{url}/city/v1/appointments/slots", {"service": "planning"}, timeout=10).json()[index]["id"]


def book(url, slot_id, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    return requests.post(
        f"{url}/city/v1/appointments", json=BOOKING | {"slot_id": slot_id}, headers=headers, timeout=30
    )


def test_a_slot_wanted_by_many_goes_to_one(url):
    wanted = next(
        row["id"]
        for row in requests.get(f"{url}/city/v1/appointments/slots", {"service": "planning"}, timeout=10).json()
        if row["id"].endswith("T0900")
    )
    answers = together(lambda _: book(url, wanted), 12)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 11


def test_one_key_books_once(url):
    wanted = slot(url, 3)
    answers = together(lambda _: book(url, wanted, "one"), 8)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_a_large_body_is_refused_before_it_is_read(url):
    answer = requests.post(f"{url}/city/v1/appointments", data=b"x" * 3_000_000, timeout=10)
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_large_body_without_a_length_is_cut_off(url):
    def endless():
        for _ in range(200):
            yield b"x" * 65536

    try:
        status = requests.post(f"{url}/city/v1/appointments", data=endless(), timeout=20).status_code
    except requests.ConnectionError:  # the server may close while we still send
        status = 413
    assert status == 413
    assert requests.get(f"{url}/health", timeout=5).ok


def test_a_client_that_sends_slowly_holds_nobody_up(url):
    host, port = url.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(20)]
    for connection in slow:
        connection.sendall(b"POST /city/v1/appointments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nx")
    try:
        start = time.monotonic()
        assert requests.get(f"{url}/city/v1/addresses", {"q": "145 erables"}, timeout=5).json()[0]["id"] == "A1"
        assert time.monotonic() - start < 2
    finally:
        for connection in slow:
            connection.close()


def test_the_search_follows_changes_made_by_another_process(server, url, request):
    database = request.node.callspec.params["server"]
    if database == "sqlite":
        env = environment(DATABASE_URL=f"sqlite:///{server[1].parent / 'city.sqlite3'}")
        code = "from city_api.models import Address; a = Address.objects.get(pk='A2'); a.civic_number = '777'; a.save()"
        assert manage(env, "shell", "-c", code).returncode == 0
        assert requests.get(f"{url}/city/v1/addresses", {"q": "777 erables"}, timeout=5).json()[0]["id"] == "A2"
    else:
        assert requests.get(f"{url}/city/v1/addresses", {"q": "145 erables"}, timeout=5).json()[0]["id"] == "A1"


def test_static_files_of_the_admin(url):
    answer = requests.get(f"{url}/static/admin/css/base.css", timeout=5)
    assert answer.headers["Content-Type"].startswith("text/css")
    assert requests.get(f"{url}/static/../manage.py", timeout=5).status_code == 404


def test_the_log_holds_no_query_and_no_address_of_the_client(server, url):
    requests.get(f"{url}/city/v1/addresses", {"q": "145 secret street"}, timeout=5)
    log = server[1].read_text()
    assert "/city/v1/addresses" in log
    assert "secret" not in log
    assert "?" not in log
    assert '- - "GET' in log


def test_no_error_was_logged(server):
    log = server[1].read_text()
    assert "ERROR" not in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"WEB_SECRET_KEY": ""}, "WEB_SECRET_KEY is not set"),
        ({"CITY_PROFILE": ""}, "CITY_PROFILE is not set"),
        ({"CITY_PROFILE": "nowhere.yml"}, "nowhere.yml"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must start with"),
    ],
)
def test_a_wrong_environment_stops_the_start_with_one_line(variables, line):
    done = manage(environment(**variables), "check")
    assert done.returncode != 0
    assert line in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
