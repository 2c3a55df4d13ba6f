"""The HTTP side of the GraphQL API: what a request may look like, and who may send it."""

<% if (auth === 'token') { -%>
import hmac
<% } -%>
import json
<% if (auth === 'token') { -%>
import os
<% } -%>

from django.conf import settings
from django.http import JsonResponse
<% if (auth === 'token') { -%>
from django.views.decorators.csrf import csrf_exempt
<% } else { -%>
from django.views.decorators.csrf import ensure_csrf_cookie
<% } -%>
from strawberry.django.views import GraphQLView

MAX_BODY_BYTES = 100_000


def problem(status, message):
    return JsonResponse({"errors": [{"message": message}]}, status=status)


def find_problem(request):
    """The answer to a request that is no single GraphQL document in JSON, or None."""
    if request.method != "POST":
        return None
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
        return problem(413, f"The body is larger than {MAX_BODY_BYTES} bytes")
    if request.content_type != "application/json":
        return problem(400, "The body must be application/json")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return problem(400, "The body is not valid JSON")
    if not isinstance(body, dict):
        return problem(400, "The body must be one JSON object: batches are not accepted")
    if not isinstance(body.get("query"), str) or not body["query"].strip():
        return problem(400, "The body has no query")
    if not isinstance(body.get("variables") or {}, dict):
        return problem(400, "The variables must be a JSON object")
    if not isinstance(body.get("operationName") or "", str):
        return problem(400, "The operationName must be a string")
    return None
<% if (auth === 'token') { -%>


def has_token(request):
    """True when the Authorization header carries one of the tokens in GRAPHQL_TOKENS."""
    tokens = [one for one in os.environ.get("GRAPHQL_TOKENS", "").split(",") if one]
    if settings.DEBUG and not tokens:
        return True
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    # Compare with all tokens, so that the time does not tell which one was close.
    return any([hmac.compare_digest(given, token.encode()) for token in tokens])
<% } -%>


class ApiView(GraphQLView):
    def dispatch(self, request, *args, **kwargs):
<% if (auth === 'token') { -%>
        if not has_token(request):
            response = problem(401, "Send the header Authorization: Bearer <token>")
            response["WWW-Authenticate"] = "Bearer"
            return response
<% } -%>
        return find_problem(request) or super().dispatch(request, *args, **kwargs)


def build_view(schema):
<% if (auth === 'token') { -%>
    """The view. A token is sent by code, never by a browser on its own: no CSRF check is needed."""
<% } else { -%>
    """The view. Django's CSRF check stays on.

    A page of this site sends the value of the csrftoken cookie as the X-CSRFToken header. A client
    that has no cookie yet gets it with a GET of this URL.
    """
<% } -%>
    view = ApiView.as_view(
        schema=schema,
        # Servers and proxies log URLs, so production takes no documents by GET.
        allow_queries_via_get=settings.DEBUG,
        graphql_ide="graphiql" if settings.DEBUG else None,
    )
<% if (auth === 'token') { -%>
    return csrf_exempt(view)
<% } else { -%>
    return ensure_csrf_cookie(view)
<% } -%>
