import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRepository } from '../../../src/project/read.ts';
import { projectModels } from '../../../src/queries/models/project-models.ts';

const FOLDER = join(import.meta.dirname, '../../generators/graphql/odd-models');
const models = projectModels(readRepository(FOLDER, {}));
const model = (label: string) => models.find((one) => one.label === label)!;
const field = (label: string, name: string) =>
  model(label).fields.find((one) => one.name === name)!;

test('models are found through packages, re-exports and imports of everything, not in comments', () => {
  expect(models.map(({ label, kind, importFrom }) => `${label} ${kind} ${importFrom}`)).toEqual([
    'catalog.Book multi-table catalog.models',
    'catalog.CheapItem proxy catalog.models',
    'catalog.Country concrete catalog.models',
    'catalog.Detail concrete catalog.models',
    'catalog.Item concrete catalog.models',
    'catalog.Label concrete catalog.models',
    'catalog.Note concrete catalog.models',
    'catalog.Tagging concrete catalog.models',
    'geo.Country concrete geo.models',
    'geo.News concrete geo.models',
    'geo.Query concrete geo.models',
    'people.Address concrete people.models',
    'people.Timestamped abstract people.models.base',
    'people.User concrete people.models',
  ]);
});

test('fields of bases are inherited, and None takes one away', () => {
  expect(model('people.User').fields.map(({ name }) => name)).toEqual([
    'username',
    'first_name',
    'last_name',
    'email',
    'created',
    'name',
    'phone',
    'api_token',
    'level',
  ]);
  expect(model('people.User').isUser).toBe(true);
  expect(field('catalog.Book', 'title').inheritedFrom).toBe('catalog.Item');
  expect(field('catalog.Book', 'pages').inheritedFrom).toBeUndefined();
});

test('keys, kinds, choices and targets', () => {
  expect(model('geo.Country').primaryKey).toBe('code');
  expect(model('catalog.Item').primaryKey).toBe('uid');
  expect(model('catalog.Tagging').primaryKey).toBe('id');
  expect(field('catalog.Item', 'labels')).toMatchObject({
    kind: 'many-to-many',
    targetModel: 'catalog.Label',
    relatedName: 'items',
  });
  expect(field('people.Address', 'user').targetModel).toBe('people.User');
  expect(field('people.Address', 'country')).toMatchObject({
    targetModel: 'geo.Country',
    nullable: true,
  });
  expect(field('catalog.Book', 'parent').targetModel).toBe('catalog.Item');
  expect(field('catalog.Note', 'content_type').targetModel).toBeUndefined();
  expect(field('catalog.Note', 'owner').kind).toBe('generic');
  expect(field('catalog.Label', 'text')).toMatchObject({ valueType: 'str', isOwnClass: true });
  expect(field('geo.News', 'size').choices).toEqual({ kind: 'values', values: [1, 2] });
  expect(field('people.User', 'level').choices).toMatchObject({ kind: 'class' });
  expect(field('people.User', 'api_token').sensitivity).toBe('secret');
  expect(field('people.User', 'phone').sensitivity).toBe('contact');
});
