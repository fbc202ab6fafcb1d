"""Addresses of GeoReport v2, each in .json and .xml."""

from django.urls import re_path

from .creation import create
from .discovery import discovery
from .endpoint import endpoint
from .requests import find, one, token
from .services import definition, services

FORMAT = r"\.(?P<fmt>json|xml)$"

urlpatterns = [
    re_path("^discovery" + FORMAT, endpoint(GET=discovery)),
    re_path("^services" + FORMAT, endpoint(GET=services)),
    re_path("^services/(?P<code>[^/]+)" + FORMAT, endpoint(GET=definition)),
    re_path("^requests" + FORMAT, endpoint(GET=find, POST=create)),
    re_path("^requests/(?P<number>[^/]+)" + FORMAT, endpoint(GET=one)),
    re_path("^tokens/(?P<token>[^/]+)" + FORMAT, endpoint(GET=token)),
]
