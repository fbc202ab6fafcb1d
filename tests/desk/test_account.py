"""Sign-in, lock-out, sign-out, language."""

import pytest
from desk import holding
from desk.models import Agent, AuditEntry, Handoff
from django.conf import settings as django_settings

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough one"


def sign_in(client, password: str = PASSWORD):
    """Sends the form."""
    return client.post("/desk/login", {"username": "camille", "password": password})


def test_name_and_password_open_the_desk(client, camille):
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/queue")
    assert client.get("/desk/queue").status_code == 200
    assert AuditEntry.objects.filter(action="sign_in", username="camille").exists()


def test_a_wrong_password_says_so_in_french(client, camille):
    page = sign_in(client, "autre chose").content.decode()
    assert "Ce nom et ce mot de passe ne vont pas ensemble" in page


def test_after_too_many_failures_even_the_right_password_waits(client, camille):
    for _ in range(django_settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, "autre chose")
    assert answer.status_code == 429
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "Réessayez dans 15 minutes" in answer.content.decode()
    assert client.get("/desk/queue").status_code == 302


def test_signing_out_gives_back_what_was_held(signed_in, camille, waiting):
    handoff = waiting()
    holding.claim(handoff, camille)
    assert signed_in(camille).post("/desk/logout").status_code == 302
    handoff = Handoff.objects.get(pk=handoff.pk)
    assert (handoff.state, handoff.holder) == ("waiting", None)
    agent = Agent.objects.get(pk=camille.pk)
    assert (agent.presence, agent.here) == ("away", False)


def test_french_first_english_kept_with_the_account(signed_in, camille):
    client = signed_in(camille)
    page = client.get("/desk/queue", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="fr">' in page and "Personne n'attend." in page
    client.post("/desk/language", {"language": "en"})
    page = client.get("/desk/queue").content.decode()
    assert '<html lang="en">' in page and "Nobody is waiting." in page


def test_sessions_end_with_the_day():
    assert django_settings.SESSION_COOKIE_AGE <= 12 * 3600
