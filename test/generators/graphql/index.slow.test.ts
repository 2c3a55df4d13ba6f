import { cpSync, mkdtempSync, rmSync } from 'node:fs';
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
  readonly items: number | null;
  readonly errors: readonly string[];
}

let folder: string;
let answers: Record<string, Answer> & {
  readonly get: number;
  readonly ide: number;
  readonly foreign: number;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-graphql-'));
  const repository = join(folder, 'project');
  cpSync(join(HERE, '../../fixtures/projects/workshop-start'), repository, { recursive: true });
  const options = { models: 'hello.Greeting' } as object;
  await helpers.run(GraphqlGenerator).withOptions(options).cd(repository);
  const interpreters = await findInterpreters(process.env);
  const python = interpreters.find(({ line }) => ['3.12', '3.13', '3.14'].includes(line));
  if (python === undefined) throw new Error('This test needs Python 3.12 or newer.');
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    DJANGO_SETTINGS_MODULE: 'gettingstarted.settings',
    PYTHONPATH: repository,
  };
  const run = async (file: string, args: readonly string[]): Promise<string> => {
    const { exitCode, output, stdout } = await runProcess({ file, args, cwd: repository, env });
    if (exitCode !== 0) throw new Error(output);
    return stdout;
  };
  await run(python.path, ['-m', 'venv', join(folder, 'venv')]);
  const venv = join(folder, 'venv/bin/python');
  // The driver of the project is compiled and not needed here: only what the generator wrote, and
  // Django, are installed.
  await run(venv, [
    '-m',
    'pip',
    'install',
    '--quiet',
    'django~=6.1.0',
    'strawberry-graphql-django>=0.93,<1',
  ]);
  answers = JSON.parse(await run(venv, [join(HERE, 'attacks.py')])) as typeof answers;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an honest query is answered with one SQL query', () => {
  expect(answers.honest).toEqual({ sql: 1, items: 2, errors: [] });
});

test.each(['unpaged', 'greedy'])('a list asked for %s ends at a hundred items', (name) => {
  expect(answers[name]).toMatchObject({ items: 100, errors: [] });
});

test.each([
  ['aliases', '50 aliases found. Allowed: 10'],
  ['directives', 'More than 10 directives'],
  ['tokens', 'Syntax Error: Document contains more than 500 tokens. Parsing aborted.'],
  ['suggestion', "Cannot query field 'greeting' on type 'Query'."],
])('%s are refused with one error, before the database is asked', (name, message) => {
  expect(answers[name]).toEqual({ sql: 0, items: null, errors: [message] });
});

test('the schema is not told', () => {
  expect(answers.introspection).toMatchObject({ sql: 0 });
  expect(answers.introspection!.errors[0]).toContain('introspection has been disabled');
});

test('queries in an address, the page for trying queries, and posts from other sites are refused', () => {
  expect([answers.get, answers.ide, answers.foreign]).toEqual([400, 404, 403]);
});
