# Only the build may go without a bucket. boto3 reads AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
# itself, and AWS_ENDPOINT_URL_S3 where the bucket is not Amazon's.
if not <%- read.text('AWS_STORAGE_BUCKET_NAME') %> and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "There is no bucket for uploads: heroku config:set AWS_STORAGE_BUCKET_NAME=..."
    )
UPLOADS = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": <%- read.text('AWS_STORAGE_BUCKET_NAME') %>,
        "region_name": <%- read.text('AWS_S3_REGION_NAME') %>,
        "file_overwrite": False,  # two people may upload a photo.jpg
    },
}
<% if (isBeside) { -%>
STORAGES = {**STORAGES, "default": UPLOADS}
<% } else { -%>
STORAGES = {
    "default": UPLOADS,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
<% } -%>
