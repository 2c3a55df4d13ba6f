"""
Settings of the gettingstarted project.

One file for every environment: fine on a laptop, and the starting point of the workshop.
"""

import os
import sys

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Production is where the config var says so. DYNO alone cannot tell: the build, which collects
# the static files, may not have it.
PRODUCTION = os.environ.get("ENVIRONMENT") == "production"
# Without its config var a dyno would quietly run on development settings, so it must not start.
# Heroku CI sets DYNO too, and may.
if "DYNO" in os.environ and "CI" not in os.environ and not PRODUCTION:
    raise ImproperlyConfigured(
        "Say that this is production first: heroku config:set ENVIRONMENT=production"
    )


def required(name):
    """The value of a config var; there is no default that would be right."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set it first: heroku config:set {name}=...") from None


# Build paths inside the project like this: os.path.join(BASE_DIR, ...)
BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# A placeholder. Anyone who knows the key can forge sessions.
SECRET_KEY = required("SECRET_KEY") if PRODUCTION else "change-me-before-anyone-else-sees-this"

DEBUG = not PRODUCTION

ALLOWED_HOSTS = ["127.0.0.1"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "hello",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "gettingstarted.urls"

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

WSGI_APPLICATION = "gettingstarted.wsgi.application"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.path.join(BASE_DIR, "db.sqlite3"),
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = os.path.join(BASE_DIR, "staticfiles")

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"


if PRODUCTION:
    # Host names with commas between. Blanks are dropped: " www.example.com" would never match.
    ALLOWED_HOSTS = [
        host.strip() for host in required("ALLOWED_HOSTS").split(",") if host.strip()
    ]
    # An empty list passes the deploy check, and then every request is answered with 400.
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS names no host, such as www.example.com")

    # Only the build may go without a database: it collects static files before one is attached.
    # All else stops here, not at its first query.
    if not os.environ.get("DATABASE_URL") and "collectstatic" not in sys.argv:
        raise ImproperlyConfigured(
            "There is no DATABASE_URL. Attach a database: "
            "heroku addons:create heroku-postgresql:essential-0"
        )
    DATABASES = {
        "default": dj_database_url.config(
            conn_max_age=600,  # seconds; opening a TLS connection for each request is slow
            conn_health_checks=True,  # the platform restarts databases under running apps
            # Heroku Postgres takes TLS only. Asked of SQLite, the same option would be an error.
            ssl_require=os.environ.get("DATABASE_URL", "").startswith("postgres"),
        )
    }

    # Hashed names let browsers keep a file for ever. STORAGES replaces Django's own value whole,
    # so uploads need their entry here too.
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    # TLS ends at Heroku's router, which reports it in this header and lets no client set it.
    # Without it the redirect below would never end.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The router answers plain HTTP as well. Those visitors are sent to HTTPS.
    SECURE_SSL_REDIRECT = True
    # Cookies in clear on a shared network are an open session.
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers remember this and it cannot be recalled: an hour to begin with, 31536000 (a year)
    # once every domain is proven.
    SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS") or 3600)
    SILENCED_SYSTEM_CHECKS = [
        "security.W005",  # HSTS for all subdomains: only when each of them is known to speak HTTPS
        "security.W021",  # the browsers' preload list: leaving it takes months
    ]

    # Django's own set-up prints no traceback once DEBUG is off. Heroku keeps what goes to the
    # console, and adds time and dyno itself.
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            # Errors only: crawlers make a 404 out of everything.
            "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        },
    }
