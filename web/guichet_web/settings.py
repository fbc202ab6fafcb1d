"""Django settings. Every value that differs between two installations comes from the environment."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from guichet_web import environment
from guichet_web.profile import read_profile

BASE_DIR = Path(__file__).resolve().parent.parent

# Each entry point refuses to start without WEB_SECRET_KEY; only tests and tools come here without one.
SECRET_KEY = os.environ.get("WEB_SECRET_KEY") or get_random_secret_key()
DEBUG = os.environ.get("WEB_DEBUG") == "1"
ALLOWED_HOSTS = environment.words("WEB_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("WEB_TRUSTED_ORIGINS")

CITY_PROFILE = environment.profile_path()
CITY_API_KEY = os.environ.get("CITY_API_KEY", "")
CITY_GTFS_RT = environment.words("CITY_GTFS_RT")
CITY_GTFS_RT_SECONDS = float(os.environ.get("CITY_GTFS_RT_SECONDS") or "30")
CITY_GTFS_RT_TIMEOUT = float(os.environ.get("CITY_GTFS_RT_TIMEOUT") or "10")
WEB_MAX_BODY_BYTES = int(os.environ.get("WEB_MAX_BODY_BYTES") or str(2 * 1024 * 1024))

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "city_api",
    "desk",
    "widget_site",
    # studio and figures are added here, and in urls.py.
]
MIDDLEWARE = [
    "city_api.middleware.CityApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False

ROOT_URLCONF = "guichet_web.urls"
ASGI_APPLICATION = "guichet_web.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL", ""))}
CACHES = {     # lines of the desk's lists; nothing that another process would have to know
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = WEB_MAX_BODY_BYTES
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LOGIN_URL = "desk:login"
SESSION_COOKIE_AGE = 12 * 3600  # a working day; the desk also ends idle ones
AXES_LOCKOUT_CALLABLE = "desk.views.account.locked_out"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
USE_TZ = True
TIME_ZONE = str(read_profile(CITY_PROFILE).timezone) if CITY_PROFILE else "UTC"
STATIC_URL = "static/"
STATIC_ROOT = environment.ROOT / "var" / "static"
STATICFILES_DIRS = [("widget", environment.ROOT / "widget")]

X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("WEB_BEHIND_PROXY") == "1" else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("WEB_BEHIND_PROXY") == "1"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_query": {"()": "guichet_web.logs.WithoutPersonalData"}},
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "uvicorn.access": {
            "handlers": ["console"],
            "filters": ["no_query"],
            "level": "INFO" if os.environ.get("WEB_ACCESS_LOG") == "1" else "WARNING",
            "propagate": False,
        },
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "city_api": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "desk": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
