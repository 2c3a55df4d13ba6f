import { expect, test } from 'vitest';
import { planGraphql } from '../../../src/scaffold/graphql/plan-graphql.ts';
import { renderTemplate } from '../../../src/scaffold/plan/templates.ts';
import { memoryProject } from '../../generators/graphql/memory-project.ts';

const model = (name: string, ...fields: string[]) =>
  `class ${name}(models.Model):\n${['size = models.IntegerField()', ...fields].map((one) => `    ${one}\n`).join('')}\n\n`;
const HEAD = 'from django.db import models\n\n\n';

function schemaOf(
  models: string,
  chosen: readonly string[],
  schema?: string,
  auth: 'none' | 'session' = 'none',
): string {
  const files = { 'cart/models.py': HEAD + models, 'shop/schema.py': schema };
  const choice = { models: chosen, include: [], exclude: [], auth } as const;
  const { changes } = planGraphql(memoryProject({ files }), choice, renderTemplate);
  const change = changes.find(({ path }) => path === 'shop/schema.py');
  return change !== undefined && 'after' in change ? change.after : (schema ?? '');
}

test('a second run adds the new fields and keeps what was taken out or written by hand', () => {
  const first = schemaOf(model('Order', 'name = models.TextField()'), ['cart.Order'])
    .replace('    name: strawberry.auto\n', '')
    .replace(
      '    size:',
      '    @strawberry_django.field\n    def own(self) -> int:\n        return 1\n\n    size:',
    );
  const models = model('Order', 'name = models.TextField()', 'place = models.TextField()');
  const second = schemaOf(models, [], first);
  expect(second).toContain('knows: size, name, place.\n    place: strawberry.auto\n    pk:');
  expect(second).not.toContain('    name: strawberry.auto');
  expect(second).toContain('def own(self) -> int:');
  expect(schemaOf(models, [], second)).toBe(second);
});

test('a second run adds a model with its list, its import and the relations to it', () => {
  const models = model('Order', 'box = models.ForeignKey("Box", models.CASCADE)') + model('Box');
  const first = schemaOf(models, ['cart.Order']);
  expect(first).not.toContain('Box');
  const second = schemaOf(models, ['cart.Box'], first);
  expect(second).toContain('    box: "Box"\n');
  expect(second).toContain('@strawberry_django.type(cart_models.Box)\nclass Box:\n');
  expect(second).toContain(
    '    boxes: OffsetPaginated[Box] = strawberry_django.offset_paginated()',
  );
  expect(second.indexOf('class Box:')).toBeLessThan(second.indexOf('class Query:'));
});

test('a field that the model has lost leaves the type', () => {
  const first = schemaOf(model('Order', 'name = models.TextField()'), ['cart.Order']);
  const second = schemaOf(model('Order'), [], first);
  expect(second).toContain('    size: strawberry.auto\n');
  expect(second).not.toContain('name');
});

test('the first field with choices brings the function and the import that it needs', () => {
  const first = schemaOf(model('Order'), ['cart.Order']);
  const models = model('Order', 'kind = models.TextField(choices=[("a", "A")])');
  const second = schemaOf(models, [], first);
  for (const part of ['import enum\n', 'def find_choice(', 'class OrderKindChoice(enum.Enum):'])
    expect(second).toContain(part);
});

test('a list that a second run adds asks for a login as the others do', () => {
  const models = model('Order') + model('Box');
  const first = schemaOf(models, ['cart.Order'], undefined, 'session');
  expect(schemaOf(models, ['cart.Box'], first)).toContain(
    'boxes: OffsetPaginated[Box] = strawberry_django.offset_paginated(permission_classes=[IsSignedIn])',
  );
});
