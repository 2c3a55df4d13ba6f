# DYNO cannot decide this: it may be missing in the build, which runs collectstatic.
PRODUCTION = os.environ.get("ENVIRONMENT") == "production"
# Refuse to start on a dyno that would silently use the development settings. Heroku CI sets
# DYNO too, but may use them.
if "DYNO" in os.environ and "CI" not in os.environ and not PRODUCTION:
    raise ImproperlyConfigured(
        "On a dyno, ENVIRONMENT must be production: heroku config:set ENVIRONMENT=production"
    )
