# Scripts, styles and the rest come from this site only; name further sources as you need them.
<% if (!enforced) { -%>
# Report-only blocks nothing: rename it to SECURE_CSP once the browser's console stays quiet.
<% } -%>
<%- setting %> = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
