<%_ const sources = (kind) => `[${['CSP.SELF', ...(inline.has(kind) ? ['CSP.NONCE'] : []), ...origins[kind].map((one) => `"${one}"`)].join(', ')}]`; _%>
<%_ const others = ['script', 'style', 'font', 'frame'].filter((kind) => inline.has(kind) || origins[kind].length > 0); _%>
# Scripts, styles and the rest come from this site<%- others.some((kind) => origins[kind].length > 0) ? ' and the hosts that its templates name' : ' only' %>; name further sources
# as you need them.
<%_ if (inline.size > 0) { _%>
# Inline ones need nonce="{{ csp_nonce }}", which is new in each page.
<%_ } _%>
<%_ if (!enforced) { _%>
# Report-only blocks nothing: rename it to SECURE_CSP once the browser's console stays quiet.
<%_ } _%>
<%- enforced ? 'SECURE_CSP' : 'SECURE_CSP_REPORT_ONLY' %> = {
    "default-src": [CSP.SELF],
<%_ for (const kind of others) { _%>
    "<%- kind %>-src": <%- sources(kind) %>,
<%_ } _%>
<%_ if (uploads) { _%>
    "img-src": [CSP.SELF, "data:", "https:"],  # uploads come from the bucket
    "media-src": [CSP.SELF, "https:"],
<%_ } else { _%>
    "img-src": [CSP.SELF, "data:"],
<%_ } _%>
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
