"""Settings for production on Heroku.

What differs from app to app comes from config vars, and a missing one stops the app.
"""

<%_ for (const line of imports) { _%>
<%- line %>
<%_ } _%>

from .base import *  # noqa: F403
<%_ if (shared !== undefined) { _%>
from .base import <%- shared %>
<%_ } _%>
