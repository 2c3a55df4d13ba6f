# Without an address nothing is sent. Sentry takes the release from Heroku's dyno metadata.
if os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(
        dsn=os.environ["SENTRY_DSN"],
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        send_default_pii=False,  # names and addresses of visitors stay here
    )
