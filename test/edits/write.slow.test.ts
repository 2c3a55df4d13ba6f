import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { undoLastWrite } from '../../src/edits/undo-write.ts';
import { recoverWrites } from '../../src/edits/recover-writes.ts';
import type { Change } from '../../src/edits/change.ts';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const workspace = mkdtempSync(join(tmpdir(), 'edits-killed-'));
const program = join(workspace, 'writer.mjs');
const root = join(workspace, 'project');
const stateFolder = join(workspace, 'state');

/**
 * A process of its own that makes the changes and, at the step numbered in its last argument, is
 * gone as by `kill -9`.
 */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { writeChanges } from './compiled/src/edits/write.js';
const [root, stateFolder, changes, killAt] = process.argv.slice(2);
let step = 0;
const onStep = (name) => {
  console.log(name);
  if (step++ === Number(killAt)) { process.kill(process.pid, 'SIGKILL'); for (;;); }
};
writeChanges(root, JSON.parse(readFileSync(changes, 'utf8')), { encodingOf: () => 'utf-8', stateFolder, onStep });
`;

beforeAll(() => {
  writeFileSync(join(workspace, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(repository, 'node_modules'), join(workspace, 'node_modules'));
  writeFileSync(program, PROGRAM);
  const compilerOptions = { noEmit: false, rootDir: repository, outDir: join(workspace, 'compiled'), typeRoots: [join(repository, 'node_modules/@types')] };
  const config = { extends: join(repository, 'tsconfig.json'), compilerOptions, include: [], files: [join(repository, 'src/edits/write.ts')] };
  writeFileSync(join(workspace, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(join(repository, 'node_modules/.bin/tsc'), ['-p', join(workspace, 'tsconfig.json')], { stdio: 'inherit' });
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

function reset(old: Record<string, string>): void {
  for (const folder of [root, stateFolder]) rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(old)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function tree(): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(root, name)).isFile());
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

function save(changes: readonly Change[]): string {
  const path = join(workspace, 'changes.json');
  writeFileSync(path, JSON.stringify(changes));
  return path;
}

describe('a writer killed at any step leaves the old files or the new ones', () => {
  const before = { 'manage.py': 'a', 'runtime.txt': 'c', 'shop/settings.py': 'b' };
  const after = { 'manage.py': 'A', 'new/Procfile': 'web: x\n', 'shop/settings/base.py': 'B' };
  const changes: Change[] = [
    { kind: 'create', path: 'new/Procfile', after: 'web: x\n' },
    { kind: 'edit', path: 'manage.py', before: 'a', after: 'A' },
    { kind: 'move', from: 'shop/settings.py', path: 'shop/settings/base.py', before: 'b', after: 'B' },
    { kind: 'delete', path: 'runtime.txt', before: 'c' },
  ];
  const run = (killAt: number) => spawnSync(process.execPath, [program, root, stateFolder, save(changes), String(killAt)], { encoding: 'utf8' });

  beforeEach(() => reset(before));

  test('without a kill the steps are these', () => {
    const { stdout, status } = run(-1);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      'open',
      'stage new/Procfile',
      'stage manage.py',
      'stage shop/settings.py',
      'stage shop/settings/base.py',
      'stage runtime.txt',
      'journal',
      'decide',
      'put new/Procfile',
      'put manage.py',
      'remove shop/settings.py',
      'put shop/settings/base.py',
      'remove runtime.txt',
      'keep undo',
      'close',
      'clean',
    ]);
    expect(tree()).toEqual(after);
  });

  test.each(Array.from({ length: 16 }, (_, step) => step))('killed at step %i', (step) => {
    const { signal, stdout } = run(step);
    expect(signal).toBe('SIGKILL');
    expect(stdout.trim().split('\n')).toHaveLength(step + 1);
    const isDecided = step >= 8;
    expect(recoverWrites(root, { stateFolder })).toBe(step === 0 ? 'nothing' : isDecided ? 'completed' : 'rolled-back');
    expect(tree()).toEqual(isDecided ? after : before);
    expect(readdirSync(root)).not.toContain('.dynoready-write');
    expect(recoverWrites(root, { stateFolder })).toBe('nothing');
    if (!isDecided) return;
    undoLastWrite(root, { stateFolder });
    expect(tree()).toEqual(before);
  });
});

test('a writer killed at any moment leaves all files old or all new', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `app${index % 7}/file${index}.py`);
  const before = Object.fromEntries(names.map((name) => [name, `# old ${name}\n`.repeat(200)]));
  const after = Object.fromEntries(names.map((name) => [name, `# new ${name}\n`.repeat(300)]));
  const path = save(names.map((name) => ({ kind: 'edit', path: name, before: before[name]!, after: after[name]! })));
  const seen = { old: 0, new: 0 };
  for (let round = 0; round < 24; round += 1) {
    reset(before);
    const child = spawn(process.execPath, [program, root, stateFolder, path, '-1']);
    const ended = new Promise((done) => child.once('close', done));
    // The write has begun once the first step is printed; the kill then falls somewhere within it.
    await Promise.race([new Promise((begun) => child.stdout.once('data', begun)), ended]);
    setTimeout(() => child.kill('SIGKILL'), round * 4);
    await ended;
    recoverWrites(root, { stateFolder });
    const now = tree();
    const isNew = now[names[0]!] === after[names[0]!];
    expect(now).toEqual(Object.fromEntries(Object.entries(isNew ? after : before).sort(([a], [b]) => (a < b ? -1 : 1))));
    seen[isNew ? 'new' : 'old'] += 1;
  }
  expect(seen.old).toBeGreaterThan(0);
});
