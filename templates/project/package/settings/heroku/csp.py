<%_ const sources = (kind) => `[${['CSP.SELF', ...(inline.has(kind) ? ['CSP.NONCE'] : []), ...origins[kind].map((one) => `"${one}"`)].join(', ')}]`; _%>
<%_ const others = ['script', 'style', 'font', 'frame'].filter((kind) => inline.has(kind) || origins[kind].length > 0); _%>
# Allow resources from this site<%- others.some((kind) => origins[kind].length > 0) ? ' and from the hosts named in its templates' : ' only' %>.
# Add more sources as you need them.
<%_ if (inline.size > 0) { _%>
# Inline scripts and styles need nonce="{{ csp_nonce }}", which changes with every response.
<%_ } _%>
<%_ if (!enforced) { _%>
# Report-only mode blocks nothing. Rename the setting to SECURE_CSP once the
# browser console shows no violations.
<%_ } _%>
<%- enforced ? 'SECURE_CSP' : 'SECURE_CSP_REPORT_ONLY' %> = {
    "default-src": [CSP.SELF],
<%_ for (const kind of others) { _%>
    "<%- kind %>-src": <%- sources(kind) %>,
<%_ } _%>
<%_ if (uploads) { _%>
    "img-src": [CSP.SELF, "data:", "https:"],  # uploads are served from the bucket
    "media-src": [CSP.SELF, "https:"],
<%_ } else { _%>
    "img-src": [CSP.SELF, "data:"],
<%_ } _%>
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
