"""No page and no call of the desk without authentication; each role goes where it may, and no further."""

import time

import pytest
from desk import urls
from django.urls import get_resolver

pytestmark = pytest.mark.django_db
OPEN = {"login"}
INTERNAL = {"internal_events", "internal_promise", "internal_refused"}
EDITORS_TOO = {"canned", "canned_new", "canned_edit", "canned_delete", "logout", "language"}
SUPERVISORS_ONLY = {"audit"}
ROUTES = {pattern.name: str(pattern.pattern) for pattern in urls.urlpatterns}


def address(name: str) -> str:
    """A route's address, with numbers for its arguments."""
    return "/desk/" + ROUTES[name].replace("<int:pk>", "1")


def test_the_desk_has_no_route_outside_its_list():
    under = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern).startswith("desk/")]
    assert len(under) == 1 and under[0].url_patterns == urls.urlpatterns


@pytest.mark.parametrize("name", sorted(set(ROUTES) - OPEN - INTERNAL))
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_nobody_comes_in_without_signing_in(client, name, method):
    answer = getattr(client, method)(address(name))
    assert answer.status_code in (302, 401)
    if answer.status_code == 302:
        assert answer["Location"] == "/desk/login"
    assert b"csrf" not in answer.content


@pytest.mark.parametrize("name", sorted(INTERNAL))
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic token-for-tests", "token-for-tests", "Bearer token-for-test"]
)
def test_the_inner_door_takes_the_token(client, name, header):
    headers = {"Authorization": header} if header else {}
    assert client.post(address(name), "{}", content_type="application/json", headers=headers).status_code == 401


@pytest.mark.parametrize("name", sorted(INTERNAL))
def test_a_signed_in_agent_does_not_open_the_inner_door(signed_in, camille, name):
    assert signed_in(camille).post(address(name), "{}", content_type="application/json").status_code == 401


@pytest.mark.parametrize("name", sorted(set(ROUTES) - OPEN - INTERNAL))
def test_an_account_without_a_role_goes_nowhere(client, django_user_model, name):
    client.force_login(django_user_model.objects.create_user("sans-role", password="a long enough one"))
    answer = client.get(address(name))
    assert answer.status_code == 403 and b"line citizen" not in answer.content


@pytest.mark.parametrize("name", sorted(set(ROUTES) - OPEN - INTERNAL - EDITORS_TOO))
def test_an_editor_sees_no_conversation(signed_in, make_agent, name):
    assert signed_in(make_agent("andree", "editor")).get(address(name)).status_code == 403


@pytest.mark.parametrize("name", sorted(SUPERVISORS_ONLY))
def test_the_supervisors_pages_are_theirs(signed_in, camille, make_agent, name):
    assert signed_in(camille).get(address(name)).status_code == 403
    assert signed_in(make_agent("claude", "supervisor")).get(address(name)).status_code == 200


def test_an_account_that_was_closed_no_longer_comes_in(signed_in, camille):
    client = signed_in(camille)
    assert client.get("/desk/queue").status_code == 200
    camille.user.is_active = False
    camille.user.save()
    assert client.get("/desk/queue").status_code == 302


def test_an_idle_session_ends_but_not_one_in_use(signed_in, camille):
    client = signed_in(camille)
    client.get("/desk/queue")
    session = client.session
    session["seen"] = int(time.time()) - 59 * 60
    session.save()
    assert client.get("/desk/queue").status_code == 200
    session = client.session
    session["seen"] = int(time.time()) - 61 * 60
    session.save()
    assert client.get("/desk/queue").status_code == 302


def test_what_the_page_does_by_itself_does_not_keep_the_session_alive(signed_in, camille):
    client = signed_in(camille)
    client.get("/desk/queue")
    session = client.session
    before = session["seen"] = int(time.time()) - 50 * 60
    session.save()
    client.get("/desk/list/queue")
    assert client.session["seen"] == before


def test_a_gesture_takes_the_token_of_the_form(waiting, camille):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(camille.user)
    handoff = waiting()
    answer = strict.post(f"/desk/c/{handoff.conversation_id}/claim", {"handoff": handoff.key})
    handoff.refresh_from_db()
    assert (answer.status_code, handoff.state) == (403, "waiting")


@pytest.mark.parametrize("path", ["/desk/login", "/desk/queue", "/desk/canned"])
def test_pages_are_under_a_strict_policy_and_never_cached(signed_in, camille, path):
    answer = signed_in(camille).get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"


def test_an_agent_reads_what_was_handed_over_a_supervisor_reads_all(signed_in, camille, make_agent, waiting):
    from desk import ingest

    from tests.desk.conftest import conversation_of, user

    waiting("handed")
    ingest.take_in([user("alone", "entre l'assistant et moi")])
    alone = conversation_of("alone").pk
    client = signed_in(camille)
    assert client.get(f"/desk/c/{conversation_of('handed').pk}").status_code == 200
    for path in (f"c/{alone}", f"c/{alone}/pane", f"c/{alone}/updates", f"c/{alone}/request", f"c/{alone}/canned"):
        assert client.get(f"/desk/{path}").status_code == 404
    assert client.post(f"/desk/c/{alone}/join").status_code == 404
    assert f"/desk/c/{alone}?" not in client.get("/desk/all").content.decode()
    client = signed_in(make_agent("claude", "supervisor"))
    assert f"/desk/c/{alone}?" in client.get("/desk/all").content.decode()
    assert client.get(f"/desk/c/{alone}").status_code == 200
