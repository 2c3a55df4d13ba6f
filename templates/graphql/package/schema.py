"""The GraphQL API, served at /graphql/.

A single GraphQL request can be arbitrarily expensive. The limits below bound its cost: raise
them with care.
"""

import strawberry
<% if (models.length > 0) { -%>
import strawberry_django
<% } -%>
from graphql import GraphQLError, Lexer, Source, TokenKind
from strawberry.django.views import GraphQLView
from strawberry.extensions import (
    DisableIntrospection,
    MaskErrors,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    QueryDepthLimiter,
    SchemaExtension,
)
from strawberry.schema.config import StrawberryConfig
from strawberry_django.optimizer import DjangoOptimizerExtension
<% if (models.length > 0) { -%>
from strawberry_django.pagination import OffsetPaginated
<% } -%>
<% if (models.length > 0) { -%>

<% for (const { module, name } of models) { -%>
from <%- module %> import <%- name %> as <%- name %>Model
<% } -%>
<% } -%>


class MaxDirectivesLimiter(SchemaExtension):
    """Reject documents with too many directives before validation.

    Validation would report an error for each unknown directive.
    """

    limit = 10

    def on_operation(self):
        query = self.execution_context.query or ""
        # Counting "@" is cheap and never too low. Run the lexer only when the count is suspicious.
        if query.count("@") > self.limit and self.directives(query) > self.limit:
            raise GraphQLError(f"More than {self.limit} directives")
        yield

    def directives(self, query):
        lexer = Lexer(Source(query))
        found = 0
        try:
            while lexer.advance().kind is not TokenKind.EOF:
                found += lexer.token.kind is TokenKind.AT
        except GraphQLError:
            pass  # The parser reports syntax errors.
        return found


def is_internal(error):
    """Return whether an error is an exception in our code, whose text clients must not see."""
    return error.original_error is not None and not isinstance(error.original_error, GraphQLError)

<% for (const { name, model } of models) { %>
@strawberry_django.type(<%- name %>Model)
class <%- name %>:
    # List the fields that anyone may read. All others stay private.
    id: strawberry.auto

<% } %>
@strawberry.type
class Query:
<% if (models.length === 0) { -%>
    @strawberry.field
    def status(self) -> str:
        return "ok"
<% } -%>
<% for (const { name, field } of models) { -%>
    # Pages of at most 100 items. A plain list would return the whole table by default.
    <%- field %>: OffsetPaginated[<%- name %>] = strawberry_django.offset_paginated()
<% } -%>


schema = strawberry.Schema(
    query=Query,
    config=StrawberryConfig(disable_field_suggestions=True),
    extensions=[
        MaxDirectivesLimiter,
        lambda: MaxTokensLimiter(max_token_count=500),
        lambda: MaxAliasesLimiter(max_alias_count=10),
        lambda: QueryDepthLimiter(max_depth=6),
        DisableIntrospection,
        DjangoOptimizerExtension,
        lambda: MaskErrors(should_mask_error=is_internal),
    ],
)

# POST only: servers and proxies log URLs, including the query. Django's CSRF protection stays on.
graphql_view = GraphQLView.as_view(schema=schema, graphql_ide=None, allow_queries_via_get=False)
