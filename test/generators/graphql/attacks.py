"""Asks the API of the project in the current folder, honestly and otherwise; prints the answers and their number of SQL queries as JSON."""

import json
import logging

import django
from django.conf import settings

django.setup()
logging.disable(logging.CRITICAL)
settings.ALLOWED_HOSTS = ["testserver"]

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hello.models import Greeting

call_command("migrate", verbosity=0)
Greeting.objects.bulk_create(Greeting() for _ in range(150))

QUERIES = {
    "honest": "{ greetings(pagination: {limit: 2}) { results { id } } }",
    "unpaged": "{ greetings { results { id } } }",
    "greedy": "{ greetings(pagination: {limit: 100000}) { results { id } } }",
    "aliases": "{" + " ".join(f"a{number}: greetings {{ totalCount }}" for number in range(50)) + "}",
    "directives": "{ greetings " + " ".join(f"@d{number}" for number in range(50)) + " { totalCount } }",
    "tokens": "{ greetings { results { " + "id " * 5000 + "} } }",
    "introspection": "{ __schema { types { name } } }",
    "suggestion": "{ greeting { totalCount } }",
}

client = Client()
answers = {}
for name, query in QUERIES.items():
    with CaptureQueriesContext(connection) as captured:
        body = client.post("/graphql/", json.dumps({"query": query}), content_type="application/json").json()
    items = ((body.get("data") or {}).get("greetings") or {}).get("results")
    errors = [error["message"] for error in body.get("errors", [])]
    answers[name] = {"sql": len(captured), "items": items and len(items), "errors": errors}
answers["get"] = client.get("/graphql/", {"query": QUERIES["honest"]}).status_code
answers["ide"] = client.get("/graphql/", HTTP_ACCEPT="text/html").status_code
answers["foreign"] = Client(enforce_csrf_checks=True).post("/graphql/", "{}", content_type="application/json").status_code
print(json.dumps(answers))
