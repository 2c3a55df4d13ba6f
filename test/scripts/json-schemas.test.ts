import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { jsonSchemas } from '../../scripts/json-schemas.ts';
import { readConfiguration } from '../../src/check/configuration.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { SHIPPED_TABLES } from '../../src/facts/tables.ts';
import { startSimulatedApi } from '../../src/platform-api/simulated-api.ts';
import { findProblems } from '../../src/project/app-json-schema.ts';
import { parseJson } from '../../src/project/json.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { recordingTerminal } from '../clock/recording-terminal.ts';
import { useShippedFacts } from '../facts/use-august-facts.ts';
import { madeLine } from '../fleet/made-lines.ts';
import { ACCOUNT } from '../platform-api/account.ts';

const root = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'dynoready-schemas-'));
afterAll(() => {
  useShippedFacts();
  rmSync(home, { recursive: true });
});

/** What the packed schema says of a document: its complaints, or nothing. */
function complaints(name: string, document: unknown) {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8')));
  validate(document);
  return validate.errors;
}

async function output(words: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const terminal = recordingTerminal(cwd, { HOME: home, PATH: process.env.PATH, ...env });
  await runCommandLine([...words, '--format', 'json'], terminal);
  expect(terminal.shown.out, terminal.shown.err).not.toBe('');
  return JSON.parse(terminal.shown.out);
}

test('schemas/ holds what the code says: npm run schemas', () => {
  const packed = readdirSync(join(root, 'schemas')).map(
    (name) => [name, readFileSync(join(root, 'schemas', name), 'utf8')] as const,
  );
  expect(new Map(packed)).toEqual(jsonSchemas());
});

describe('real output keeps to its schema, and output that lacks a field does not', () => {
  const project = join(root, 'test/fixtures/projects/startproject-5.2');
  test.each([
    ['check', [project], 'projects'],
    ['settings', [project], 'settings'],
    ['keep-up', [project, '--today', '2026-12-01'], 'layers'],
  ])('%s', async (command, words, field) => {
    const document = await output([command, ...words], root);
    expect(complaints(`${command}.json`, document)).toBeNull();
    expect(complaints(`${command}.json`, { ...document, [field]: undefined })).not.toBeNull();
  });

  test('build, of a repository that is no Python app', async () => {
    const folder = join(home, 'pages');
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.html'), '');
    for (const words of [
      ['init', '--quiet'],
      ['add', '.'],
    ])
      execFileSync('git', words, { cwd: folder, env: { PATH: process.env.PATH } });
    const document = await output(['build'], folder);
    expect(document.outcome).toBe('failure');
    expect(complaints('build.json', document)).toBeNull();
    expect(complaints('build.json', { ...document, slug: 1 })).not.toBeNull();
  });

  // A rehearsal runs on Linux and macOS alone.
  test.skipIf(process.platform === 'win32')('rehearse, line by line and whole', async () => {
    const folder = join(home, 'two-managers');
    cpSync(join(root, 'test/fixtures/projects/startproject-5.2'), folder, { recursive: true });
    writeFileSync(join(folder, 'requirements.txt'), 'django\n');
    writeFileSync(join(folder, 'uv.lock'), '');
    for (const words of [
      ['init', '--quiet'],
      ['add', '.'],
    ])
      execFileSync('git', words, { cwd: folder, env: { PATH: process.env.PATH } });
    const env = { HOME: home, DYNOREADY_STATE: join(home, 'state'), PATH: process.env.PATH };
    const terminal = recordingTerminal(folder, env);
    expect(await runCommandLine(['rehearse', '--format', 'jsonl', '--quiet'], terminal)).toBe(1);
    expect(terminal.shown.err).toBe('');
    const events = terminal.shown.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map((one) => complaints('rehearse-event.json', one))).toEqual(
      events.map(() => null),
    );
    expect([...new Set(events.map(({ event }) => event))]).toEqual([
      'started',
      'phase-started',
      'phase-ended',
      'line',
      'finished',
    ]);
    const { rehearsal } = events.at(-1);
    expect(complaints('rehearse.json', rehearsal)).toBeNull();
    expect(rehearsal.build.failureReason).toBe('package-manager::multiple-found');
  });

  test('compare', async () => {
    const api = await startSimulatedApi(ACCOUNT);
    onTestFinished(() => api.close());
    const folder = join(home, 'shop');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Procfile'), 'web: gunicorn shop.wsgi\nbeat: celery beat\n');
    const env = { HEROKU_HOST: api.host, HEROKU_API_KEY: 'test-token' };
    const document = await output(['compare', '--app', 'shop-live'], folder, env);
    expect(document.differences.length).toBeGreaterThan(0);
    expect(complaints('compare.json', document)).toBeNull();
    expect(complaints('compare.json', { ...document, differences: [{}] })).not.toBeNull();
    const account = await output(['compare', '--account'], folder, env);
    expect(account.apps.length).toBeGreaterThan(0);
    expect(complaints('compare.json', account)).toBeNull();
  });

  test('a line of a fleet', () => {
    const line = JSON.parse(JSON.stringify(madeLine('shops/one', ['debug-on'])));
    expect(complaints('fleet.json', line)).toBeNull();
    expect(complaints('fleet.json', { ...line, key: 'short' })).not.toBeNull();
  });

  test('a file of facts', () => {
    const file = { schemaVersion: 1, ...SHIPPED_TABLES };
    expect(complaints('facts.json', file)).toBeNull();
    expect(complaints('facts.json', { ...file, python: {} })).not.toBeNull();
  });
});

describe('the schema of app.json refuses what check refuses', () => {
  test.each([
    '{"name": "shop", "stack": "heroku-26", "env": {"KEY": {"generator": "secret"}, "A": "b"}}',
    '{"env": {"lower": "x"}}',
    '{"surprise": 1}',
    '{"formation": {"web": {"quantity": -1}}}',
    '{"addons": ["heroku-postgresql", {"plan": "heroku-redis:mini", "as": "CACHE"}]}',
    '{"buildpacks": [{}]}',
    '[]',
  ])('%s', (text) => {
    const parsed = parseJson(text);
    const problems = parsed.ok ? findProblems(parsed.root) : [];
    expect(complaints('app.json', JSON.parse(text)) === null).toBe(problems.length === 0);
  });
});

describe('the schema of [tool.dynoready] refuses what check refuses', () => {
  const reason = 'reason = "x"';
  test.each([
    ['rules.debug-on = "off"', { rules: { 'debug-on': 'off' } }],
    [
      `rules.debug-on = { level = "hint", ${reason} }`,
      { rules: { 'debug-on': { level: 'hint', reason: 'x' } } },
    ],
    ['rules.debug-on = { level = "hint" }', { rules: { 'debug-on': { level: 'hint' } } }],
    ['rules.debug-on = "loud"', { rules: { 'debug-on': 'loud' } }],
    ['rules.no-such = "off"', { rules: { 'no-such': 'off' } }],
    ['rule = 1', { rule: 1 }],
    ['overrides = []', { overrides: [] }],
    [
      `overrides = [{ paths = ["a"], rules = { debug-on = { level = "off" } }, ${reason} }]`,
      { overrides: [{ paths: ['a'], rules: { 'debug-on': { level: 'off' } }, reason: 'x' }] },
    ],
    [
      'overrides = [{ paths = ["a"], rules = { debug-on = "off" } }]',
      { overrides: [{ paths: ['a'], rules: { 'debug-on': 'off' } }] },
    ],
    [
      `overrides = [{ paths = [], rules = { debug-on = "off" }, ${reason} }]`,
      { overrides: [{ paths: [], rules: { 'debug-on': 'off' }, reason: 'x' }] },
    ],
    [
      `overrides = [{ paths = ["a"], rules = {}, ${reason} }]`,
      { overrides: [{ paths: ['a'], rules: {}, reason: 'x' }] },
    ],
  ])('%s', (toml, document) => {
    const files = memoryFiles({ 'pyproject.toml': `[tool.dynoready]\n${toml}\n` });
    let isRefused = false;
    try {
      readConfiguration(files, ['debug-on']);
    } catch {
      isRefused = true;
    }
    expect(complaints('tool.dynoready.json', document) !== null).toBe(isRefused);
  });
});
