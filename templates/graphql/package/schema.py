"""The GraphQL API, served at /graphql/.

List the fields that anyone who may send a request may read: all others stay private. A new run of
the generator adds the new fields of the models, and leaves what you wrote alone.
"""

<%- head %>


<%- types -%>
@strawberry.type
class Query:
<% if (auth === 'session') { -%>
    # Each field names who may read it. Give a mutation a permission of its own in the same way.
<% } else if (auth === 'none') { -%>
    # Anyone may read these fields. To ask for a login, add permission_classes=[…] to a field.
<% } -%>
<%- queries %>


schema = build_schema(query=Query)

graphql_view = build_view(schema)
