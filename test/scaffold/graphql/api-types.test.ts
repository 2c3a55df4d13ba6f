import { expect, test } from 'vitest';
import { projectModels } from '../../../src/queries/models/project-models.ts';
import { planApiTypes } from '../../../src/scaffold/graphql/api-types.ts';
import { memoryProject } from '../../generators/graphql/memory-project.ts';

function types(models: string, choice: Partial<Parameters<typeof planApiTypes>[1]> = {}) {
  const repository = memoryProject({
    files: { 'cart/models.py': `from django.db import models\n\n\n${models}` },
  });
  const all = projectModels(repository);
  return planApiTypes(all, {
    models: all.filter(({ kind }) => kind !== 'abstract').map(({ label }) => label),
    include: [],
    exclude: [],
    ...choice,
  });
}
const linesOf = (models: string, choice = {}) =>
  types(models, choice).flatMap(({ fields }) => fields.flatMap(({ lines }) => lines));

test('plurals come from a library, and words without one get a name of their own', () => {
  const names = ['Person', 'Country', 'Series', 'OrderAddress', 'HTTPStatus'];
  const found = types(names.map((name) => `class ${name}(models.Model):\n    pass\n\n\n`).join(''));
  expect(found.map(({ list }) => list)).toEqual([
    'countries',
    'http_statuses',
    'order_addresses',
    'people',
    'series_list',
  ]);
});

test('a contact field is shown when it is asked for, and never a secret', () => {
  const models =
    'class Person(models.Model):\n    email = models.EmailField()\n    api_key = models.TextField()\n';
  expect(linesOf(models)).toEqual([]);
  expect(linesOf(models, { include: ['cart.Person.email'] })).toEqual([
    '    email: strawberry.auto',
  ]);
  expect(() => types(models, { include: ['cart.Person.api_key'] })).toThrow('looks like a secret');
  expect(() => types(models, { include: ['cart.Person.nope'] })).toThrow('There is no field');
});

test('choices become an enum with names that GraphQL takes', () => {
  const [type] = types(
    'class A(models.Model):\n    kind = models.CharField(choices=[("in-use", "x"), ("", "y"), ("2", "z"), ("true", "t")])\n',
  );
  expect(type!.fields[0]!.choices!.lines).toEqual([
    '@strawberry.enum',
    'class AKindChoice(enum.Enum):',
    '    IN_USE = "in-use"',
    '    BLANK = ""',
    '    VALUE_2 = "2"',
    '    TRUE_VALUE = "true"',
  ]);
});

test('both ends of a relation are lists with pages, and an end without a name has none', () => {
  expect(
    linesOf(`class A(models.Model):
    pass


class B(models.Model):
    one = models.ForeignKey(A, models.CASCADE)
    two = models.ForeignKey(A, models.CASCADE, related_name="+")
    three = models.ManyToManyField(A, related_name="%(class)s_three")
    items = models.OneToOneField("A", models.CASCADE, null=True)
`),
  ).toEqual([
    '    bs: OffsetPaginated["B"] = strawberry_django.offset_paginated(field_name="b_set")',
    '    b_three: OffsetPaginated["B"] = strawberry_django.offset_paginated()',
    '    b: "B | None"',
    '    one: "A"',
    '    two: "A"',
    '    three: OffsetPaginated["A"] = strawberry_django.offset_paginated()',
    '    items: "A | None"',
  ]);
});

test('models that cannot be a type are refused by name', () => {
  const models =
    'class Base(models.Model):\n    class Meta:\n        abstract = True\n\n\nclass Größe(models.Model):\n    pass\n';
  expect(() => types(models, { models: ['cart.Base'] })).toThrow('cart.Base is an abstract model');
  expect(() => types(models, { models: ['cart.Größe'] })).toThrow(
    'cart.Größe cannot be a GraphQL type',
  );
  expect(() => types(models, { models: ['cart.Gone'] })).toThrow("There is no model 'cart.Gone'");
});

test('a name that GraphQL needs itself gets the app in front', () => {
  const [type] = types('class Query(models.Model):\n    pass\n');
  expect(type).toMatchObject({ name: 'CartQuery', list: 'cart_queries', single: 'cart_query' });
});
