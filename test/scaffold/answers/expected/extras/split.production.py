"""Settings for production on Heroku.

What differs from app to app comes from config vars, and a missing one stops the app.
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
    """The value of a config var; there is no default that would be right."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set it first: heroku config:set {name}=...") from None


# Off unless the config var says otherwise. Any other text, "False" among them, means off.
DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes", "on")

# Signs sessions and reset links. Heroku generates it when it makes an app from app.json.
SECRET_KEY = required("SECRET_KEY")

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

# Only the build may go without Redis: it collects static files before an add-on is attached.
if not os.environ.get("REDIS_URL") and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "There is no REDIS_URL. Attach a store: heroku addons:create heroku-redis:mini"
    )
REDIS_URL = os.environ.get("REDIS_URL") or "redis://"

# Heroku's Redis speaks TLS with a certificate that it signed itself, so nobody could verify it.
# A plain redis:// connection would not know the option.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"ssl_cert_reqs": None} if REDIS_URL.startswith("rediss://") else {},
    }
}
# Sessions are read from the cache, and written to the database as well: Redis may drop them.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("rediss://"):
    # Heroku's Redis signed its certificate itself.
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# The log goes where LOGGING sends it, not where Celery would.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Only the build may go without a bucket: it stores no uploads.
if "collectstatic" not in sys.argv and not (
    os.environ.get("AWS_STORAGE_BUCKET_NAME")
    and os.environ.get("AWS_ACCESS_KEY_ID")
    and os.environ.get("AWS_SECRET_ACCESS_KEY")
):
    raise ImproperlyConfigured(
        "There is no bucket for uploads: heroku config:set AWS_STORAGE_BUCKET_NAME=... "
        "AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=..."
    )
UPLOADS = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": os.environ.get("AWS_STORAGE_BUCKET_NAME"),
        "access_key": os.environ.get("AWS_ACCESS_KEY_ID"),
        "secret_key": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "region_name": os.environ.get("AWS_S3_REGION_NAME") or None,
        "endpoint_url": os.environ.get("AWS_S3_ENDPOINT_URL") or None,  # where it is not Amazon's
        "signature_version": "s3v4",  # the older one is refused in most regions
        "file_overwrite": False,  # two people may upload a photo.jpg
    },
}
STORAGES = {**STORAGES, "default": UPLOADS}

# Only the build may go without a mail server and a sender. The timeout is in seconds: mail
# that a page sends should not hold the page up for long.
if "collectstatic" not in sys.argv and not (
    os.environ.get("EMAIL_HOST") and os.environ.get("DEFAULT_FROM_EMAIL")
):
    raise ImproperlyConfigured(
        "Mail needs a server, and a sender that it accepts: "
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
# Visitors get mail from the one, admins from the other.
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Without an address nothing is sent. Sentry takes the release from Heroku's dyno metadata.
if os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(
        dsn=os.environ.get("SENTRY_DSN"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        send_default_pii=False,  # names and addresses of visitors stay here
    )

# Scripts, styles and the rest come from this site only; name further sources
# as you need them.
# Report-only blocks nothing: rename it to SECURE_CSP once the browser's console stays quiet.
SECURE_CSP_REPORT_ONLY = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "https:"],  # uploads come from the bucket
    "media-src": [CSP.SELF, "https:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
