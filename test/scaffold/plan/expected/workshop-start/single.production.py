"""
Settings of the gettingstarted project.

One file for every environment: fine on a laptop, and the starting point of the workshop.
"""

import os
import sys

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# DYNO cannot decide this: it may be missing in the build, which runs collectstatic.
PRODUCTION = os.environ.get("ENVIRONMENT") == "production"
# Refuse to start on a dyno that would silently use the development settings. Heroku CI sets
# DYNO too, but may use them.
if "DYNO" in os.environ and "CI" not in os.environ and not PRODUCTION:
    raise ImproperlyConfigured(
        "On a dyno, ENVIRONMENT must be production: heroku config:set ENVIRONMENT=production"
    )


def required(name):
    """Return the value of a config var that has no sensible default."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"{name} is not set: heroku config:set {name}=...") from None


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
    # Comma-separated host names. Strip spaces: " www.example.com" would never match.
    ALLOWED_HOSTS = [
        host.strip() for host in required("ALLOWED_HOSTS").split(",") if host.strip()
    ]
    # With an empty list, Django answers every request with 400.
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS contains no host, such as www.example.com")

    # Only collectstatic may run without a database: the first build runs before one is attached.
    # Everything else fails here rather than at its first query.
    if not os.environ.get("DATABASE_URL") and "collectstatic" not in sys.argv:
        raise ImproperlyConfigured(
            "DATABASE_URL is missing. Attach a database: "
            "heroku addons:create heroku-postgresql:essential-0"
        )
    DATABASES = {
        "default": dj_database_url.config(
            conn_max_age=600,  # seconds; a new TLS connection per request is slow
            conn_health_checks=True,  # Heroku may restart the database at any time
            # Heroku Postgres requires TLS. SQLite rejects this option.
            ssl_require=os.environ.get("DATABASE_URL", "").startswith("postgres"),
        )
    }

    # Hashed file names let browsers cache files forever. STORAGES replaces Django's default as a
    # whole, so it needs the entry for uploads too.
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    # Heroku's router terminates TLS and reports it in this header, which clients cannot forge.
    # Without this setting, SECURE_SSL_REDIRECT redirects forever.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The router accepts plain HTTP too. Redirect those requests to HTTPS.
    SECURE_SSL_REDIRECT = True
    # Never send cookies over plain HTTP.
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers remember this, and it cannot be undone. Start with an hour, and raise it to
    # 31536000 (a year) once HTTPS works on every domain.
    SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS") or 3600)
    SILENCED_SYSTEM_CHECKS = [
        "security.W005",  # HSTS for subdomains: only once all of them support HTTPS
        "security.W021",  # HSTS preload list: removal takes months
    ]

    # With DEBUG off, Django's default logging prints no tracebacks. Heroku collects everything that
    # is printed to the console, and adds the time and the dyno.
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            # Errors only: crawlers cause countless 404 warnings.
            "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        },
    }
