<%_ const sources = (kind) => `[${['constants.SELF', ...(inline.has(kind) ? ['constants.NONCE'] : []), ...origins[kind].map((one) => `"${one}"`)].join(', ')}]`; _%>
<%_ const others = ['script', 'style', 'font', 'frame'].filter((kind) => inline.has(kind) || origins[kind].length > 0); _%>
# Allow resources from this site<%- others.some((kind) => origins[kind].length > 0) ? ' and from the hosts named in its templates' : ' only' %>.
# Add more sources as you need them.
<%_ if (inline.size > 0) { _%>
# Inline scripts and styles need nonce="{{ CSP_NONCE }}", which changes with every response.
<%_ } _%>
<%_ if (!enforced) { _%>
# Report-only mode blocks nothing. Rename the setting to CONTENT_SECURITY_POLICY once the
# browser console shows no violations.
<%_ } _%>
<%- enforced ? 'CONTENT_SECURITY_POLICY' : 'CONTENT_SECURITY_POLICY_REPORT_ONLY' %> = {
    "DIRECTIVES": {
        "default-src": [constants.SELF],
<%_ for (const kind of others) { _%>
        "<%- kind %>-src": <%- sources(kind) %>,
<%_ } _%>
<%_ if (uploads) { _%>
        "img-src": [constants.SELF, "data:", "https:"],  # uploads are served from the bucket
        "media-src": [constants.SELF, "https:"],
<%_ } else { _%>
        "img-src": [constants.SELF, "data:"],
<%_ } _%>
        "object-src": [constants.NONE],
        "base-uri": [constants.SELF],
        "form-action": [constants.SELF],
        "frame-ancestors": [constants.NONE],
    }
}
