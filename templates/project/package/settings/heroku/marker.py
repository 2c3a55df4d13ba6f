# Production is where the config var says so. DYNO alone cannot tell: the build, which collects
# the static files, may not have it.
PRODUCTION = os.environ.get("ENVIRONMENT") == "production"
# Without its config var a dyno would quietly run on development settings, so it must not start.
# Heroku CI sets DYNO too, and may.
if "DYNO" in os.environ and "CI" not in os.environ and not PRODUCTION:
    raise ImproperlyConfigured(
        "Say that this is production first: heroku config:set ENVIRONMENT=production"
    )
