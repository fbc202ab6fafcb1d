"""Addresses of the desk."""

from django.urls import path

from desk import internal
from desk.views import account, canned, gestures, pages, requests, stream, supervision, thread

app_name = "desk"
urlpatterns = [
    path("", pages.home, name="home"),
    path("login", account.SignIn.as_view(), name="login"),
    path("logout", account.sign_out, name="logout"),
    path("language", account.language, name="language"),
    path("queue", pages.board, {"view": "queue"}, name="queue"),
    path("mine", pages.board, {"view": "mine"}, name="mine"),
    path("all", pages.board, {"view": "all"}, name="all"),
    path("list/queue", pages.list_fragment, {"view": "queue"}, name="list_queue"),
    path("list/mine", pages.list_fragment, {"view": "mine"}, name="list_mine"),
    path("list/all", pages.list_fragment, {"view": "all"}, name="list_all"),
    path("live", stream.stream, name="live"),
    path("presence", stream.presence, name="presence"),
    path("sound", stream.sound, name="sound"),
    path("c/<int:pk>", pages.conversation, name="conversation"),
    path("c/<int:pk>/pane", thread.pane, name="pane"),
    path("c/<int:pk>/updates", thread.updates, name="updates"),
    path("c/<int:pk>/claim", gestures.claim, name="claim"),
    path("c/<int:pk>/reply", gestures.reply, name="reply"),
    path("c/<int:pk>/note", gestures.note, name="note"),
    path("c/<int:pk>/release", gestures.release, name="release"),
    path("c/<int:pk>/transfer", gestures.transfer, name="transfer"),
    path("c/<int:pk>/give-back", gestures.give_back, name="give_back"),
    path("c/<int:pk>/close", gestures.close, name="close"),
    path("c/<int:pk>/join", gestures.join, name="join"),
    path("c/<int:pk>/again", gestures.again, name="again"),
    path("c/<int:pk>/typing", gestures.typing, name="typing"),
    path("c/<int:pk>/canned", canned.search, name="canned_search"),
    path("c/<int:pk>/request", requests.open_request, name="request"),
    path("requests", requests.look_up, name="requests"),
    path("canned", canned.edit_list, name="canned"),
    path("canned/new", canned.edit, name="canned_new"),
    path("canned/<int:pk>", canned.edit, name="canned_edit"),
    path("canned/<int:pk>/delete", canned.delete, name="canned_delete"),
    path("audit", supervision.audit_log, name="audit"),
    path("internal/events", internal.events, name="internal_events"),
    path("internal/promise", internal.promise, name="internal_promise"),
    path("internal/refused", internal.refused_request, name="internal_refused"),
]
