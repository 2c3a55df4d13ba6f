<% if (hashed) { -%>
# Hashed file names let browsers cache files forever. STORAGES replaces Django's default as a
# whole, so it needs the entry for uploads too.
<% } else { -%>
# The build compresses each file once. STORAGES replaces Django's default as a whole, so it
# needs the entry for uploads too.
<% } -%>
STORAGES = {
    "default": <%- defaultStorage %>,
    "staticfiles": {"BACKEND": "whitenoise.storage.Compressed<% if (hashed) { %>Manifest<% } %>StaticFilesStorage"},
}
