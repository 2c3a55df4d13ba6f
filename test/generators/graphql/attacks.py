"""Sends documents to the API of the project in the current folder, honest ones and attacks; writes the answers and the SQL that each cost to a JSON file."""

import json
import logging
import sys
import time

import django
from django.conf import settings

django.setup()
logging.disable(logging.NOTSET)

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from catalog.models import Book, CheapItem, Detail, Item, Label, Note
from geo.models import Country, News, Query
from people.models import Address, User


class Lines(logging.Handler):
    lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


logging.getLogger("graphql.requests").addHandler(Lines())

call_command("makemigrations", verbosity=0)
call_command("migrate", verbosity=0)
countries = Country.objects.bulk_create(Country(code=code, name=code) for code in "ABCDE")
for number in range(30):
    user = User.objects.create(username=f"u{number}", name=f"n{number}", email="e@x.org", level="new")
    Address.objects.bulk_create(
        Address(user=user, city="c", country=countries[(number + one) % 5]) for one in range(3)
    )
label = Label.objects.create(text="a")
parent = Book.objects.create(title="book", data={"a": 1})
child = Item.objects.create(title="item", parent=parent, photo="a.txt")
child.labels.add(label)
Detail.objects.create(item=child, text="x")
Note.objects.create(owner=child)
News.objects.create(size=2)
News.objects.create(size=9)
Query.objects.create(text="q")

# A document of depth 2 * levels + 1, as far as names go.
def nested(levels, page=""):
    inner = "pk"
    for _ in range(levels):
        inner = f"addresses{page} {{ results {{ user {{ {inner} }} }} }}"
    return f"{{ users {{ results {{ {inner} }} }} }}"


many = "items { results { labels { results { items { results { pk } } } } } }"
bomb = "{ users { results { ...A0 } } }" + "".join(
    f" fragment A{n} on User {{ pk a: addresses {{ results {{ user {{ ...A{n + 1} }} }} }} b: addresses {{ results {{ user {{ ...A{n + 1} }} }} }} }}"
    for n in range(12)
) + " fragment A12 on User { pk }"
QUERIES = {
    "page": "{ users(pagination: {limit: 20}) { results { name addresses { results { city country { pk name } } } } } }",
    "odd": "{ books { results { title data pages parent { title } } } cheapItems { results { title photo } } items(pagination: {limit: 5}) { results { title photo duration detail { text } labels { results { text } } children { results { title } } taggings { totalCount } similar { totalCount } } } newsList { results { size } } geoQueries { results { text } } }",
    "one": '{ geoCountry(pk: "A") { pk name } user(pk: 1) { level } }',
    "missing": '{ geoCountry(pk: "Z") { pk name } }',
    "unpaged": "{ addresses { results { pk } } }",
    "greedy": "{ addresses(pagination: {limit: 100000}) { results { pk } } }",
    "many to many": "{ " + many + " }",
    "nested": nested(2),
    "depth 10": nested(10),
    "aliases": "{" + " ".join(f"a{n}: users {{ totalCount }}" for n in range(200)) + "}",
    "few aliases": "{" + " ".join(f"a{n}: users {{ totalCount }}" for n in range(20)) + "}",
    "directives": "{ users { totalCount } __typename " + "@aa" * 10 + " }",
    "tokens": "{ users { results { " + "pk " * 5000 + "} } }",
    "fragments": bomb,
    "cycle": "{ users { results { ...A } } } fragment A on User { ...A }",
    "list argument": "{ users(pagination: {limit: [" + "1," * 150 + "]}) { totalCount } }",
    "introspection": "{ __schema { types { name } } }",
    "suggestion": "{ user1s { totalCount } }",
    "types": '{ __type(name: "User") { fields { name } } }',
    "secret": "{ users { results { password apiToken email } } }",
}

client = Client()


def send(body, path="/graphql/", **more):
    return client.post(path, body, content_type="application/json", **more)


answers = {}
for name, query in QUERIES.items():
    Lines.lines.clear()
    with CaptureQueriesContext(connection) as captured:
        start = time.perf_counter()
        response = send(json.dumps({"query": query}))
        spent = time.perf_counter() - start
    body = response.json()
    answers[name] = {
        "sql": len(captured),
        "ms": round(spent * 1000),
        "data": body.get("data"),
        "errors": [error["message"][:100] for error in body.get("errors", [])],
        "lines": len(Lines.lines),
    }
with CaptureQueriesContext(connection) as captured:
    body = send(
        json.dumps(
            {
                "query": "query ($p: OffsetPaginationInput, $n: Int) { users(pagination: $p) { results { addresses(pagination: {limit: $n}) { results { pk } } } } }",
                "variables": {"p": {"limit": 2}, "n": 1},
            }
        )
    ).json()
answers["variables"] = {"sql": len(captured), "data": body.get("data"), "errors": body.get("errors")}
bodies = ["", "{", "null", "3", "[]", '[{"query": "{ a }"}]', '{"query": 3}', '{"query": ""}', '{"query": "{a}", "variables": []}', '{"query": "{a}", "variables": 3}', '{"query": "{a}", "operationName": {}}', '{"query": "{ __typename }", "operationName": "none"}', "[" * 50000]
answers["bodies"] = [send(one).status_code for one in bodies]
answers["large"] = send('{"query": "' + " " * 200_000 + '"}').status_code
answers["form"] = client.post("/graphql/", {"query": "{ __typename }"}).status_code
answers["bare"] = send('{"query": "{ __typename }"}', path="/graphql").status_code
get = Client().get("/graphql/", {"query": "{ __typename }"})
answers["get"] = get.status_code
answers["ide"] = Client().get("/graphql/", HTTP_ACCEPT="text/html").status_code
strict = Client(enforce_csrf_checks=True)
answers["foreign"] = strict.post("/graphql/", '{"query": "{ __typename }"}', content_type="application/json").status_code
strict.get("/graphql/")
token = strict.cookies["csrftoken"].value if "csrftoken" in strict.cookies else ""
answers["with csrf token"] = strict.post(
    "/graphql/", '{"query": "{ __typename }"}', content_type="application/json", headers={"X-CSRFToken": token}
).status_code
with open(sys.argv[1], "w") as file:
    json.dump(answers, file)
