import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node.js';
import { loadRules } from '../../../src/check/catalogue.ts';
import { serveEditor } from '../../../src/cli/lsp/serve.ts';

const FIXTURE = resolve(import.meta.dirname, '../../fixtures/projects/startproject-6.1');
const SETTINGS = 'mysite/settings.py';
let folder = '';
let editor: ProtocolConnection;
let published: Map<string, Diagnostic[]>;
let served: Promise<void>;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'dynoready-lsp-')));
  cpSync(FIXTURE, folder, { recursive: true });
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const rules = await loadRules();
  served = serveEditor(
    createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toEditor),
    ),
    { ran: rules, all: rules },
  );
  editor = createProtocolConnection(
    new StreamMessageReader(toEditor),
    new StreamMessageWriter(toServer),
  );
  published = new Map();
  editor.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params.diagnostics);
  });
  editor.listen();
  await editor.sendRequest('initialize', {
    processId: null,
    capabilities: {},
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'shop' }],
  });
  await editor.sendNotification('initialized', {});
});

afterEach(() => {
  editor.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
const rulesIn = (path: string): unknown[] =>
  (published.get(uriOf(path)) ?? []).map(({ code }) => code);

async function open(
  path: string,
  text = readFileSync(join(folder, path), 'utf8'),
): Promise<string> {
  await editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uriOf(path), languageId: 'python', version: 1, text },
  });
  return text;
}

async function change(path: string, text: string): Promise<void> {
  await editor.sendNotification('textDocument/didChange', {
    textDocument: { uri: uriOf(path), version: 2 },
    contentChanges: [{ text }],
  });
}

function positionOf(text: string, part: string) {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

test('what is on the disk is shown when the folder opens', async () => {
  await expect.poll(() => rulesIn(SETTINGS)).toContain('debug-on');
  const found = published.get(uriOf(SETTINGS))!.find(({ code }) => code === 'debug-on')!;
  expect(found).toMatchObject({ source: 'dynoready', severity: 2 });
  expect(found.message).toContain('DEBUG is on');
  expect(found.codeDescription?.href).toMatch(/^https:/);
  const line = readFileSync(join(folder, SETTINGS), 'utf8').split('\n')[found.range.start.line];
  expect(line).toContain('DEBUG = True');
});

test('unsaved text is what counts, and closing the document brings the disk back', async () => {
  const text = await open(SETTINGS);
  await expect.poll(() => rulesIn(SETTINGS)).toContain('debug-on');
  await change(SETTINGS, text.replace('DEBUG = True', 'DEBUG = False'));
  await expect.poll(() => rulesIn(SETTINGS)).not.toContain('debug-on');
  expect(readFileSync(join(folder, SETTINGS), 'utf8')).toBe(text);
  await editor.sendNotification('textDocument/didClose', {
    textDocument: { uri: uriOf(SETTINGS) },
  });
  await expect.poll(() => rulesIn(SETTINGS)).toContain('debug-on');
});

test('a Procfile that is being written has its findings, and loses them', async () => {
  writeFileSync(join(folder, 'Procfile'), '');
  await editor.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf('Procfile'), type: 1 }],
  });
  await open('Procfile', 'web: python manage.py runserver\n');
  await expect.poll(() => rulesIn('Procfile')).toContain('procfile-runserver');
  await change('Procfile', 'web: gunicorn mysite.wsgi\n');
  await expect.poll(() => rulesIn('Procfile')).not.toContain('procfile-runserver');
});

test('a quick fix is the edit of the rule, and all safe fixes are one action', async () => {
  const text = await open(SETTINGS);
  await expect.poll(() => rulesIn(SETTINGS)).toContain('debug-on');
  const start = positionOf(text, 'DEBUG = True');
  const actions: CodeAction[] = await editor.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uriOf(SETTINGS) },
    range: { start, end: start },
    context: { diagnostics: [] },
  });
  const fix = actions.find(({ diagnostics }) => diagnostics?.[0]?.code === 'debug-on')!;
  const changed = Object.values(fix.edit!.changes!).flat();
  expect(changed.map(({ newText }) => newText).join('')).toContain('os.environ');
  expect(actions.map(({ kind }) => kind)).toContain('source.fixAll.dynoready');
});

test('a hover tells what a setting is on a dyno, and why something was found', async () => {
  const text = await open(SETTINGS);
  await expect.poll(() => rulesIn(SETTINGS)).toContain('debug-on');
  const hover: Hover = await editor.sendRequest('textDocument/hover', {
    textDocument: { uri: uriOf(SETTINGS) },
    position: positionOf(text, 'DEBUG = True'),
  });
  const { value } = hover.contents as { value: string };
  expect(value).toContain('On a dyno: `DEBUG = True`');
  expect(value).toContain('**debug-on** (warning)');
  const secret: Hover = await editor.sendRequest('textDocument/hover', {
    textDocument: { uri: uriOf(SETTINGS) },
    position: positionOf(text, 'SECRET_KEY ='),
  });
  expect((secret.contents as { value: string }).value).not.toContain('django-insecure');
});

test('a mistake in the configuration is told once, and what was found before stays', async () => {
  const told: string[] = [];
  editor.onNotification('window/showMessage', ({ message }: { message: string }) => {
    told.push(message);
  });
  await expect.poll(() => rulesIn(SETTINGS)).toContain('debug-on');
  writeFileSync(join(folder, 'pyproject.toml'), '');
  await editor.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf('pyproject.toml'), type: 1 }],
  });
  await open('pyproject.toml', '[tool.dynoready.rules]\nno-such-rule = "off"\n');
  await expect.poll(() => told.join()).toContain('no-such-rule');
  await change('pyproject.toml', '[tool.dynoready.rules]\nno-such-rule = "off"\n\n');
  await new Promise((done) => setTimeout(done, 100));
  expect(told).toHaveLength(1);
  expect(rulesIn(SETTINGS)).toContain('debug-on');
});

test('after shutdown and exit the promise is resolved', async () => {
  await editor.sendRequest('shutdown');
  const exit = process.exit;
  // The library ends the process itself; a test must outlive that.
  process.exit = (() => undefined) as unknown as typeof process.exit;
  try {
    await editor.sendNotification('exit');
    await served;
  } finally {
    process.exit = exit;
  }
});
