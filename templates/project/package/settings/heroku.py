"""Production settings for Heroku.

Everything that differs between apps comes from config vars. The app refuses to start if a
required one is missing.
"""

<%_ for (const line of imports) { _%>
<%- line %>
<%_ } _%>

from .base import *  # noqa: F403
<%_ if (shared !== undefined) { _%>
from .base import <%- shared %>
<%_ } _%>
