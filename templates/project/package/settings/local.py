"""Settings for development, the default of manage.py.

What must never reach production stands here and nowhere else.
"""

<%_ for (const line of imports) { _%>
<%- line %>
<%_ } _%>

<%_ if (presets.length > 0) { _%>
# base.py reads these while it is imported, so they must be there before.
<%_ for (const { name, value } of presets) { _%>
os.environ.setdefault("<%- name %>", <%- value %>)
<%_ } _%>

<%_ } _%>
from .base import *  # noqa: <%- presets.length > 0 ? 'E402, ' : '' %>F403

# Without its config var a dyno would quietly run on development settings, so it must not start.
# Heroku CI sets DYNO too, and may.
if "DYNO" in os.environ and "CI" not in os.environ:
    raise ImproperlyConfigured(
        "Name the production settings first: "
        "heroku config:set DJANGO_SETTINGS_MODULE=<%- productionModule %>"
    )
<%_ for (const statement of statements) { _%>

<%- statement %>
<%_ } _%>
