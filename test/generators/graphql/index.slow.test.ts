import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import helpers from 'yeoman-test';
import GraphqlGenerator from '../../../generators/graphql/index.ts';
import { findInterpreters } from '../../../src/machine/interpreters.ts';
import { runProcess } from '../../../src/machine/process.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

interface Answer {
  readonly sql: number;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly string[];
  readonly lines: number;
}
type Answers = Readonly<Record<string, Answer>> & {
  readonly bodies: readonly number[];
};

let folder: string;
let repository: string;
let answers: Answers;
let local: Answers;
let ownTests: string;

const run = async (args: readonly string[], more: Record<string, string> = {}): Promise<string> => {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    DJANGO_SETTINGS_MODULE: 'shop.settings',
    PYTHONPATH: repository,
    ...more,
  };
  const [file = '', ...rest] = args;
  const { exitCode, output } = await runProcess({ file, args: rest, cwd: repository, env });
  if (exitCode !== 0) throw new Error(output);
  return output;
};

/** Sends the documents of attacks.py with these variables set. */
async function attack(venv: string, more: Record<string, string> = {}): Promise<Answers> {
  const file = join(folder, 'answers.json');
  await run([venv, join(HERE, 'attacks.py'), file], more);
  return JSON.parse(readFileSync(file, 'utf8')) as Answers;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-graphql-'));
  repository = join(folder, 'project');
  cpSync(join(HERE, 'odd-models'), repository, { recursive: true });
  await helpers
    .run(GraphqlGenerator)
    .withOptions({ models: 'all', auth: 'none' } as object)
    .cd(repository);
  const interpreters = await findInterpreters(process.env);
  const python = interpreters.find(({ line }) => ['3.12', '3.13', '3.14'].includes(line));
  if (python === undefined) throw new Error('This test needs Python 3.12 or newer.');
  await run([python.path, '-m', 'venv', join(folder, 'venv')]);
  const venv = join(folder, 'venv/bin/python');
  await run([venv, '-m', 'pip', 'install', '--quiet', '-r', join(repository, 'requirements.txt')]);
  answers = await attack(venv);
  local = await attack(venv, { DEBUG: '1' });
  await run([venv, 'manage.py', 'export_schema', 'shop.schema:schema', '--path', 'schema.graphql']);
  ownTests = await run([venv, 'manage.py', 'test', '--noinput']);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('20 users with addresses and countries cost two SQL queries without a hand-written line', () => {
  expect(answers.page).toMatchObject({ sql: 2, errors: [] });
  const { users } = answers.page!.data as { users: { results: readonly { name: string }[] } };
  expect(users.results).toHaveLength(20);
  expect(users.results[0]).toEqual({
    name: 'n0',
    addresses: {
      results: ['A', 'B', 'C'].map((code) => ({ city: 'c', country: { pk: code, name: code } })),
    },
  });
});

test('odd models and odd fields are answered', () => {
  expect(answers.odd).toMatchObject({
    errors: [],
    data: {
      books: { results: [{ title: 'book', data: { a: 1 }, pages: 1, parent: null }] },
      newsList: { results: [{ size: 'VALUE_2' }, { size: null }] },
      geoQueries: { results: [{ text: 'q' }] },
    },
  });
  const { items } = answers.odd!.data as { items: { results: readonly { title: string }[] } };
  expect(items.results.find(({ title }) => title === 'item')).toEqual({
    title: 'item',
    photo: '/a.txt',
    duration: null,
    detail: { text: 'x' },
    labels: { results: [{ text: 'A' }] },
    children: { results: [] },
    taggings: { totalCount: 1 },
    similar: { totalCount: 0 },
  });
});

test('one object is found by its key, and a missing one is null', () => {
  expect(answers.one).toMatchObject({
    errors: [],
    data: { geoCountry: { pk: 'A', name: 'A' }, user: { level: 'NEW' } },
  });
  expect(answers.missing).toMatchObject({ errors: [], data: { geoCountry: null } });
});

test.each([
  ['unpaged', 'addresses'],
  ['greedy', 'addresses'],
])('a list asked for %s ends at a page', (name, field) => {
  const list = answers[name]!.data![field] as { results: readonly unknown[] };
  expect(list.results.length).toBe(90);
});

test.each([
  ['many to many', 'Up to 1010100 rows. Allowed: 10000. Ask for smaller pages'],
  ['nested', '9 levels. Allowed: 8'],
  ['depth 10', '33 levels. Allowed: 8'],
  ['aliases', 'Syntax Error: Document contains more than 500 tokens. Parsing aborted.'],
  ['few aliases', '20 aliases. Allowed: 10'],
  ['directives', '10 directives. Allowed: 5'],
  ['tokens', 'Syntax Error: Document contains more than 500 tokens. Parsing aborted.'],
  ['fragments', '8190 aliases. Allowed: 10'],
  ['cycle', "Cannot spread fragment 'A' within itself."],
  ['list argument', '150 items in a list. Allowed: 100'],
  ['suggestion', "Cannot query field 'user1s' on type 'Query'."],
])('%s: refused with one error and one log line, and no SQL', (name, message) => {
  expect(answers[name]).toMatchObject({ sql: 0, data: null, errors: [message], lines: 1 });
});

test('page sizes in variables count, and secrets and contact fields are not in the schema', () => {
  expect(answers.variables).toMatchObject({ sql: 2, errors: null });
  expect(answers.secret!.errors).toEqual([
    "Cannot query field 'password' on type 'User'.",
    "Cannot query field 'apiToken' on type 'User'.",
    "Cannot query field 'email' on type 'User'.",
  ]);
});

test('every body that is no single document is a bad request', () => {
  expect(answers.bodies).toEqual(Array(13).fill(400));
  expect(answers).toMatchObject({ large: 413, form: 400, bare: 200 });
});

test('production has no GET, no IDE and no introspection, and the CSRF check works', () => {
  expect(answers.introspection!.errors[0]).toContain('introspection has been disabled');
  expect(answers).toMatchObject({ get: 400, ide: 404, foreign: 403, 'with csrf token': 200 });
});

test('local settings have GET, the IDE, suggestions and introspection', () => {
  expect(local.types!.errors).toEqual([]);
  expect(local.suggestion!.errors[0]).toContain('Did you mean');
  expect(local).toMatchObject({ get: 200, ide: 200 });
});

test('the tests that the generator writes pass, the one of schema.graphql among them', () => {
  expect(ownTests).toContain('OK');
  expect(ownTests).not.toContain('skipped');
  expect(readFileSync(join(repository, 'schema.graphql'), 'utf8')).toContain('type GeoCountry {');
});

test('a second run adds a new field and keeps a resolver that was written by hand', async () => {
  const schema = join(repository, 'shop/schema.py');
  const models = join(repository, 'geo/models.py');
  const byHand =
    '    @strawberry_django.field(only=["name"])\n    def shout(self) -> str:\n        return self.name.upper()\n\n\n';
  const before = readFileSync(schema, 'utf8').replace(
    '@strawberry.enum\nclass NewsSizeChoice',
    `${byHand}@strawberry.enum\nclass NewsSizeChoice`,
  );
  writeFileSync(schema, before);
  const source = readFileSync(models, 'utf8');
  writeFileSync(
    models,
    source.replace(
      '    name = models.CharField(max_length=50)\n',
      '    name = models.CharField(max_length=50)\n    size = models.IntegerField(choices=[(1, "s")], default=1)\n    area = models.FloatField(null=True)\n',
    ),
  );
  await helpers
    .run(GraphqlGenerator)
    .withOptions({ models: '' } as object)
    .cd(repository);
  const after = readFileSync(schema, 'utf8');
  expect(after).toContain('    area: strawberry.auto\n');
  expect(after).toContain(byHand.trimEnd());
  expect(after).toContain('class GeoCountrySizeChoice(enum.Enum):');
  await run([join(folder, 'venv/bin/python'), 'manage.py', 'check']);
});
