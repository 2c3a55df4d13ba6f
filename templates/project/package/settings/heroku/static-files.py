<% if (hashed) { -%>
# Hashed names let browsers keep a file for ever. STORAGES replaces Django's own value whole,
# so uploads need their entry here too.
<% } else { -%>
# Compressed once, in the build. STORAGES replaces Django's own value whole, so uploads need
# their entry here too.
<% } -%>
STORAGES = {
    "default": <%- defaultStorage %>,
    "staticfiles": {"BACKEND": "whitenoise.storage.Compressed<% if (hashed) { %>Manifest<% } %>StaticFilesStorage"},
}
