import { expect, test } from 'vitest';
import { type GraphqlChoice, planGraphql } from '../../../src/scaffold/graphql/plan-graphql.ts';
import { renderGraphqlPlan } from '../../../src/scaffold/graphql/render-graphql-plan.ts';
import { renderTemplate } from '../../../src/scaffold/plan/templates.ts';
import { memoryProject, type Variation } from '../../generators/graphql/memory-project.ts';

const choice = (models: readonly string[] = []): GraphqlChoice => ({
  models,
  include: [],
  exclude: [],
  auth: 'none',
});

function after(variation: Variation, models: readonly string[] = []): Record<string, string> {
  const { changes } = planGraphql(memoryProject(variation), choice(models), renderTemplate);
  return Object.fromEntries(
    changes.flatMap((change) => ('after' in change ? [[change.path, change.after]] : [])),
  );
}

test('a project gets the schema, its address, the app and the requirement, and nothing else', () => {
  const files = after({}, ['cart.Order']);
  expect(Object.keys(files)).toEqual([
    'shop/schema.py',
    'shop/graphql_limits.py',
    'shop/graphql_view.py',
    'shop/test_graphql.py',
    'shop/urls.py',
    'shop/settings.py',
    'requirements.txt',
  ]);
  expect(files['shop/settings.py']).toBe(
    'INSTALLED_APPS = [\n    "django.contrib.staticfiles",\n    "strawberry_django",\n    "cart",\n]\n\nROOT_URLCONF = "shop.urls"\n',
  );
  expect(files['shop/urls.py']).toContain('path("graphql/", graphql_view, name="graphql"),\n');
  expect(files['shop/urls.py']).toContain('path("graphql", graphql_view),\n');
  expect(files['shop/urls.py']).toContain('from shop.schema import graphql_view\n');
  expect(files['requirements.txt']).toBe(
    'django>=6.1,<6.2\ngunicorn\nstrawberry-graphql-django>=0.93,<1\n',
  );
  expect(files['shop/schema.py']).toContain('from cart import models as cart_models\n');
  expect(files['shop/schema.py']).toContain(`\
@strawberry_django.type(cart_models.Order)
class Order:
    # Fields the generator knows: none.
    pk: strawberry.ID


@strawberry.type
class Query:
    # Anyone may read these fields. To ask for a login, add permission_classes=[…] to a field.
    orders: OffsetPaginated[Order] = strawberry_django.offset_paginated()
    order: Order | None = strawberry_django.field()


schema = `);
});

test('without a model the API answers a status, and the whole file is plain Python', () => {
  const schema = after({})['shop/schema.py'];
  expect(schema).toContain(
    'class Query:\n    # Anyone may read these fields. To ask for a login, add permission_classes=[…] to a field.\n    @strawberry.field\n    def status(self) -> str:\n        return "ok"\n\n\nschema = ',
  );
  expect(schema).not.toMatch(/<%|strawberry_django\n|\n\n\n\n/);
});

test('planned again on its own result there is nothing to do', () => {
  const files = after({}, ['cart.Order']);
  const plan = planGraphql(memoryProject({ files }), choice(['cart.Order']), renderTemplate);
  expect(plan).toMatchObject({ changes: [], declined: [] });
  expect(renderGraphqlPlan(plan, false)).toBe('Nothing to do: the API is already in place.\n');
});

test('what cannot be edited for certain is left to the person, with what to write', () => {
  const plan = planGraphql(
    memoryProject({ files: { 'shop/urls.py': 'urlpatterns = make_patterns()\n' } }),
    choice(),
    renderTemplate,
  );
  expect(plan.changes.map(({ path }) => path)).toEqual([
    'shop/schema.py',
    'shop/graphql_limits.py',
    'shop/graphql_view.py',
    'shop/test_graphql.py',
    'shop/settings.py',
    'requirements.txt',
  ]);
  expect(plan.declined.map(({ path, next }) => [path, next])).toEqual([
    [
      'shop/urls.py',
      'Add to urlpatterns: path("graphql/", graphql_view), imported from shop.schema',
    ],
  ]);
  expect(renderGraphqlPlan(plan, true)).toMatch(
    /^Would write:\n {2}create shop\/schema\.py {2}the types .*\nTo do by hand:\n {2}shop\/urls\.py: /s,
  );
});

test.each<[string, Variation, string[], string]>([
  ['Django 5.1', { django: '5.1' }, [], 'strawberry-graphql-django needs Django 5.2 or newer'],
  ['Python 3.10', { python: '3.10' }, [], 'strawberry-graphql needs Python 3.11 or newer'],
  [
    'graphene',
    { alsoDeclares: ['graphene-django'] },
    [],
    'The project already has a GraphQL library',
  ],
  ['ariadne', { alsoDeclares: ['ariadne'] }, [], 'The project already has a GraphQL library'],
  [
    'requires-python below 3.11 alone',
    { files: { 'pyproject.toml': '[project]\nrequires-python = "<3.11"\n' } },
    [],
    'strawberry-graphql needs Python 3.11 or newer',
  ],
  [
    'Poetry on Python 3.10',
    { files: { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "~3.10"\n' } },
    [],
    'strawberry-graphql needs Python 3.11 or newer',
  ],
  [
    'a schema of its own',
    { files: { 'shop/schema.py': 'schema = 1\n' } },
    [],
    'shop/schema.py is there already and is not from this generator',
  ],
  ['an unknown model', {}, ['cart.Basket'], "There is no model 'cart.Basket'"],
  ['an unknown app', {}, ['till.Order'], "There is no model 'till.Order'"],
])('a project with %s is declined with the reason', (_, variation, models, message) => {
  expect(() => planGraphql(memoryProject(variation), choice(models), renderTemplate)).toThrow(
    message,
  );
});

test('Django 5.2 and Python 3.11 are enough', () => {
  expect(Object.keys(after({ django: '5.2', python: '3.11' }))).toHaveLength(7);
});
