import os

AGE = int(os.environ.get("AGE", "600"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "CONN_MAX_AGE": AGE,
        "OPTIONS": {"pool": True},
    }
}
