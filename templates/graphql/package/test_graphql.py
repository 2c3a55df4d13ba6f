"""Tests of the GraphQL API: its schema, its lists, and its limits."""

import json
<% if (auth === 'token') { -%>
import os
<% } -%>
from pathlib import Path
<% if (auth === 'token') { -%>
from unittest import mock
<% } -%>

<% if (auth === 'session') { -%>
from django.contrib.auth.models import AnonymousUser
<% } -%>
from django.test import RequestFactory, TestCase

from <%- sitePackage %>.graphql_limits import MAX_DIRECTIVES
from <%- sitePackage %>.schema import graphql_view, schema

SCHEMA_FILE = Path(__file__).resolve().parents[<%- sitePackage.split('.').length %>] / "schema.graphql"


class GraphqlTests(TestCase):
    def post(self, body, **headers):
        text = body if isinstance(body, str) else json.dumps(body)
        request = RequestFactory().post(
            "/graphql/", text, content_type="application/json", headers=headers
        )
<% if (auth === 'session') { -%>
        request.user = AnonymousUser()
<% } -%>
<% if (auth === 'token') { -%>
        with mock.patch.dict(os.environ, {"GRAPHQL_TOKENS": "token-of-the-tests"}):
            return graphql_view(request)
<% } else { -%>
        return graphql_view(request)
<% } -%>

    def ask(self, query):
<% if (auth === 'token') { -%>
        response = self.post({"query": query}, authorization="Bearer token-of-the-tests")
<% } else { -%>
        response = self.post({"query": query})
<% } -%>
        return json.loads(response.content)

    def test_schema_file_is_current(self):
        """After a change of the schema: python manage.py export_schema <%- sitePackage %>.schema:schema --path schema.graphql"""
        if not SCHEMA_FILE.exists():
            self.skipTest("schema.graphql was not exported yet")
        self.assertEqual(SCHEMA_FILE.read_text().strip(), schema.as_str().strip())

    def test_deep_document_is_refused_before_any_sql(self):
        document = "{ a " * 12 + "{ b }" + " }" * 12
        with self.assertNumQueries(0):
            answer = self.ask(document)
        self.assertIn("levels", answer["errors"][0]["message"])

    def test_many_directives_are_refused_with_one_error(self):
        document = "{ __typename " + "@x " * (MAX_DIRECTIVES + 5) + "}"
        with self.assertNumQueries(0):
            answer = self.ask(document)
        self.assertEqual(1, len(answer["errors"]))
<% if (auth === 'token') { %>
    def test_request_without_token_is_refused(self):
        self.assertEqual(401, self.post({"query": "{ __typename }"}).status_code)
<% } -%>
<% if (types.length > 0) { -%>
<% const first = types[0] %>
    def test_list(self):
<% if (auth === 'session') { -%>
        with self.assertNumQueries(0):
            answer = self.ask("{ <%- first.camelList %> { totalCount } }")
        self.assertEqual("Sign in first", answer["errors"][0]["message"])
<% } else { -%>
        answer = self.ask("{ <%- first.camelList %> { totalCount results { pk } } }")
        self.assertNotIn("errors", answer)
<% } -%>
<% } -%>
