"""Limits on the cost of a GraphQL document.

All limits are checked before the document is validated and before any SQL runs. Raise them with
care: one request can otherwise read the whole database.
"""

import hashlib
import logging

import strawberry
from django.conf import settings
from django.db import connection, transaction
from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_list_type,
    visit,
)
from strawberry.extensions import DisableIntrospection, MaskErrors, MaxTokensLimiter, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types.graphql import OperationType
from strawberry_django.optimizer import DjangoOptimizerExtension
from strawberry_django.settings import strawberry_django_settings

logger = logging.getLogger("graphql.requests")

# Rows that a document may read, at worst: page sizes multiplied along each path, then added up.
MAX_ROWS = 10_000
MAX_DEPTH = 8
MAX_ALIASES = 10
MAX_DIRECTIVES = 5
MAX_TOKENS = 500
MAX_LIST_ITEMS = 100
# A list without pages counts as this many rows.
UNPAGED_ROWS = 100
STATEMENT_TIMEOUT_MS = 5_000

# SHA-256 hashes of the documents that production answers. None allows every document.
#   python -c "import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())"
ALLOWED_DOCUMENTS = None


class Cost:
    """The worst case of a document. Each fragment is measured once, however often it is used."""

    def __init__(self, schema, document, variables):
        self.schema = schema
        self.variables = variables or {}
        definitions = document.definitions
        self.fragments = {
            one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)
        }
        self.measured = {}
        costs = [
            self.of_selections(one.selection_set, schema.get_root_type(one.operation))
            for one in definitions
            if isinstance(one, OperationDefinitionNode)
        ]
        self.rows = max((rows for rows, _, _ in costs), default=0)
        self.depth = max((depth for _, depth, _ in costs), default=0)
        self.aliases = max((aliases for _, _, aliases in costs), default=0)

    def of_selections(self, selection_set, parent):
        costs = [self.of_selection(one, parent) for one in selection_set.selections]
        return (
            sum(rows for rows, _, _ in costs),
            max((depth for _, depth, _ in costs), default=0),
            sum(aliases for _, _, aliases in costs),
        )

    def of_selection(self, node, parent):
        if isinstance(node, FieldNode):
            return self.of_field(node, parent)
        if isinstance(node, FragmentSpreadNode):
            return self.of_fragment(node.name.value)
        condition = node.type_condition
        inner = self.schema.get_type(condition.name.value) if condition else parent
        return self.of_selections(node.selection_set, inner)

    def of_fragment(self, name):
        if name not in self.measured:
            # Validation rejects a fragment that includes itself. Until then it costs nothing.
            self.measured[name] = (0, 0, 0)
            fragment = self.fragments.get(name)
            if fragment is not None:
                kind = self.schema.get_type(fragment.type_condition.name.value)
                self.measured[name] = self.of_selections(fragment.selection_set, kind)
        return self.measured[name]

    def of_field(self, node, parent):
        aliases = 1 if node.alias else 0
        if node.name.value.startswith("__"):
            # Introspection reads no rows. Production rejects it.
            return 0, 1, aliases
        field = getattr(parent, "fields", {}).get(node.name.value)
        if node.selection_set is None:
            return 0, 1, aliases
        inner = get_named_type(field.type) if field else None
        rows, depth, inner_aliases = self.of_selections(node.selection_set, inner)
        return self.rows_of(node, field, parent, rows), depth + 1, aliases + inner_aliases

    def rows_of(self, node, field, parent, rows):
        if field is None:
            return rows
        if "pagination" in field.args:
            return self.page_size(node) * (1 + rows)
        if is_page(parent):
            # The page was counted with the field that has its size.
            return rows
        if is_list_type(get_nullable_type(field.type)):
            return UNPAGED_ROWS * (1 + rows)
        return 1 + rows

    def page_size(self, node):
        largest = strawberry_django_settings()["PAGINATION_MAX_LIMIT"]
        asked = strawberry_django_settings()["PAGINATION_DEFAULT_LIMIT"]
        for argument in node.arguments or ():
            if argument.name.value == "pagination":
                asked = self.asked_size(argument.value, asked)
        return asked if isinstance(asked, int) and 0 <= asked <= largest else largest

    def asked_size(self, value, default):
        if isinstance(value, VariableNode):
            given = self.variables.get(value.name.value)
            # A default value in the document may ask for any size.
            return given.get("limit", default) if isinstance(given, dict) else None
        if isinstance(value, ObjectValueNode):
            for field in value.fields or ():
                if field.name.value == "limit":
                    if isinstance(field.value, IntValueNode):
                        return int(field.value.value)
                    if isinstance(field.value, VariableNode):
                        return self.variables.get(field.value.name.value)
                    return None
        return default


def is_page(kind):
    return getattr(kind, "name", "").endswith("OffsetPaginated")


class Counter(Visitor):
    def __init__(self):
        super().__init__()
        self.directives = 0
        self.longest_list = 0

    def enter(self, node, *_):
        if isinstance(node, DirectiveNode):
            self.directives += 1
        if isinstance(node, ListValueNode):
            self.longest_list = max(self.longest_list, len(node.values or ()))


def longest_list(value):
    if isinstance(value, dict):
        return max(map(longest_list, value.values()), default=0)
    if isinstance(value, list):
        return max(len(value), max(map(longest_list, value), default=0))
    return 0


def refusal(context):
    """The reason to refuse a parsed document, or None."""
    if ALLOWED_DOCUMENTS is not None and not settings.DEBUG:
        if hashlib.sha256(context.query.encode()).hexdigest() not in ALLOWED_DOCUMENTS:
            return "This document is not on the list of allowed documents"
    document = context.graphql_document
    counter = Counter()
    visit(document, counter)
    cost = Cost(context.schema._schema, document, context.variables)
    sizes = [
        ("directives", counter.directives, MAX_DIRECTIVES),
        (
            "items in a list",
            max(counter.longest_list, longest_list(context.variables or {})),
            MAX_LIST_ITEMS,
        ),
        ("aliases", cost.aliases, MAX_ALIASES),
        ("levels", cost.depth, MAX_DEPTH),
    ]
    for name, found, limit in sizes:
        if found > limit:
            return f"{found} {name}. Allowed: {limit}"
    if cost.rows > MAX_ROWS:
        return f"Up to {cost.rows} rows. Allowed: {MAX_ROWS}. Ask for smaller pages"
    return None


class CostLimits(SchemaExtension):
    def on_validate(self):
        reason = refusal(self.execution_context)
        if reason is not None:
            # Validation is skipped when there are errors already.
            self.execution_context.pre_execution_errors = [GraphQLError(reason)]
        yield

    def on_execute(self):
        # A mutation commits each step by itself, so it must not share one transaction.
        is_query = self.execution_context.operation_type is OperationType.QUERY
        if connection.vendor != "postgresql" or not is_query:
            yield
            return
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {STATEMENT_TIMEOUT_MS}")
            yield


def is_internal(error):
    """True for an error that the client must not read: its text may hold data or SQL."""
    return error.original_error is not None and not isinstance(error.original_error, GraphQLError)


class Schema(strawberry.Schema):
    def process_errors(self, errors, execution_context=None):
        """Log one line for a refused document, and a stack trace for an error in the code."""
        for error in errors:
            if is_internal(error):
                logger.error("GraphQL error", exc_info=error.original_error)
        if errors and not is_internal(errors[0]):
            reason = errors[0].message.replace("\n", " ")[:300]
            logger.warning("GraphQL document refused: %s", reason)


def build_schema(**types):
    """A schema with all limits. Introspection and suggestions work in development only."""
    return Schema(
        config=StrawberryConfig(disable_field_suggestions=not settings.DEBUG),
        extensions=[
            lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
            CostLimits,
            *([] if settings.DEBUG else [DisableIntrospection]),
            DjangoOptimizerExtension,
            lambda: MaskErrors(should_mask_error=is_internal),
        ],
        **types,
    )
