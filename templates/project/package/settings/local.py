"""Development settings, which manage.py uses by default.

Anything that must never reach production belongs here.
"""

<%_ for (const line of imports) { _%>
<%- line %>
<%_ } _%>

<%_ if (presets.length > 0) { _%>
# base.py reads these variables on import, so set them first.
<%_ for (const { name, value } of presets) { _%>
os.environ.setdefault("<%- name %>", <%- value %>)
<%_ } _%>

<%_ } _%>
from .base import *  # noqa: <%- presets.length > 0 ? 'E402, ' : '' %>F403

# Refuse to start on a dyno that would silently use the development settings. Heroku CI sets
# DYNO too, but may use them.
if "DYNO" in os.environ and "CI" not in os.environ:
    raise ImproperlyConfigured(
        "Development settings must not run on a dyno: "
        "heroku config:set DJANGO_SETTINGS_MODULE=<%- productionModule %>"
    )
<%_ for (const statement of statements) { _%>

<%- statement %>
<%_ } _%>
