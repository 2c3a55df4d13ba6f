# Only collectstatic may run without a bucket: it stores no uploads.
if "collectstatic" not in sys.argv and not (
    <%- read.text(names.bucket) %>
    and <%- read.text(names.key) %>
    and <%- read.text(names.secret) %>
):
    raise ImproperlyConfigured(
<% if (names.endpoint === undefined) { -%>
        "The bucket for uploads is missing. Attach one: heroku addons:create <%- addOn %>"
<% } else { -%>
        "Set a bucket for uploads: heroku config:set <%- names.bucket %>=... "
        "<%- names.key %>=... <%- names.secret %>=..."
<% } -%>
    )
UPLOADS = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": <%- read.text(names.bucket) %>,
        "access_key": <%- read.text(names.key) %>,
        "secret_key": <%- read.text(names.secret) %>,
        "region_name": <%- read.text(names.region) %> or None,
<% if (names.endpoint !== undefined) { -%>
        "endpoint_url": <%- read.text(names.endpoint) %> or None,  # only if not Amazon S3
<% } -%>
        "signature_version": "s3v4",  # most regions reject the older version
        "file_overwrite": False,  # two users may upload a photo.jpg
    },
}
<% if (isBeside) { -%>
STORAGES = {**STORAGES, "default": UPLOADS}
<% } else { -%>
STORAGES = {
    "default": UPLOADS,
    "staticfiles": {"BACKEND": "<%- hasWhiteNoise ? 'whitenoise.storage.CompressedManifestStaticFilesStorage' : 'django.contrib.staticfiles.storage.StaticFilesStorage' %>"},
}
<% } -%>
