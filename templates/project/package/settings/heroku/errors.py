# Without SENTRY_DSN, nothing is sent. Sentry takes the release from Heroku's dyno metadata.
if <%- read.text('SENTRY_DSN') %>:
    sentry_sdk.init(
        dsn=<%- read.text('SENTRY_DSN') %>,
        environment=<%- read.text('SENTRY_ENVIRONMENT', 'production') %>,
        send_default_pii=False,  # no names or IP addresses of users
    )
