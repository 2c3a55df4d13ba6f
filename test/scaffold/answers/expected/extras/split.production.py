"""Production settings for Heroku.

Everything that differs between apps comes from config vars. The app refuses to start if a
required one is missing.
"""

import os
import ssl
import sys

import dj_database_url
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from .base import *  # noqa: F403


def required(name):
    """Return the value of a config var that has no sensible default."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"{name} is not set: heroku config:set {name}=...") from None


# Off unless the config var turns it on. The string "False" means off.
DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes", "on")

# Signs sessions and password reset links. Heroku generates one for each app that it creates
# from app.json.
SECRET_KEY = required("SECRET_KEY")

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

# Only collectstatic may run without Redis: the first build runs before the add-on is attached.
if not os.environ.get("REDIS_URL") and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "REDIS_URL is missing. Attach Redis: heroku addons:create heroku-redis:mini"
    )
REDIS_URL = os.environ.get("REDIS_URL") or "redis://"

# Heroku Key-Value Store uses TLS with a self-signed certificate, which cannot be verified.
# Plain redis:// connections reject this option.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"ssl_cert_reqs": None} if REDIS_URL.startswith("rediss://") else {},
    }
}
# Read sessions from the cache, but store them in the database too: Redis may evict them.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("rediss://"):
    # Heroku Key-Value Store uses a self-signed certificate, which cannot be verified.
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Keep the root logger as LOGGING configures it.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Only collectstatic may run without a bucket: it stores no uploads.
if "collectstatic" not in sys.argv and not (
    os.environ.get("AWS_STORAGE_BUCKET_NAME")
    and os.environ.get("AWS_ACCESS_KEY_ID")
    and os.environ.get("AWS_SECRET_ACCESS_KEY")
):
    raise ImproperlyConfigured(
        "Set a bucket for uploads: heroku config:set AWS_STORAGE_BUCKET_NAME=... "
        "AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=..."
    )
UPLOADS = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": os.environ.get("AWS_STORAGE_BUCKET_NAME"),
        "access_key": os.environ.get("AWS_ACCESS_KEY_ID"),
        "secret_key": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "region_name": os.environ.get("AWS_S3_REGION_NAME") or None,
        "endpoint_url": os.environ.get("AWS_S3_ENDPOINT_URL") or None,  # only if not Amazon S3
        "signature_version": "s3v4",  # most regions reject the older version
        "file_overwrite": False,  # two users may upload a photo.jpg
    },
}
STORAGES = {**STORAGES, "default": UPLOADS}

# Only collectstatic may run without a mail server and a sender. The timeout, in seconds,
# keeps a slow mail server from blocking requests for long.
if "collectstatic" not in sys.argv and not (
    os.environ.get("EMAIL_HOST") and os.environ.get("DEFAULT_FROM_EMAIL")
):
    raise ImproperlyConfigured(
        "Set a mail server, and a sender that it accepts: "
        "heroku config:set EMAIL_HOST=... DEFAULT_FROM_EMAIL=..."
    )
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ.get("EMAIL_HOST", ""),
            "port": int(os.environ.get("EMAIL_PORT") or 587),
            "username": os.environ.get("EMAIL_HOST_USER", ""),
            "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
            "use_tls": os.environ.get("EMAIL_USE_TLS", "true").lower() in ("1", "true", "yes", "on"),
            "timeout": 10,
        },
    }
}
# The sender of mail to users, and the sender of error reports to ADMINS.
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Without SENTRY_DSN, nothing is sent. Sentry takes the release from Heroku's dyno metadata.
if os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(
        dsn=os.environ.get("SENTRY_DSN"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        send_default_pii=False,  # no names or IP addresses of users
    )

# Allow resources from this site only.
# Add more sources as you need them.
# Report-only mode blocks nothing. Rename the setting to SECURE_CSP once the
# browser console shows no violations.
SECURE_CSP_REPORT_ONLY = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "https:"],  # uploads are served from the bucket
    "media-src": [CSP.SELF, "https:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
