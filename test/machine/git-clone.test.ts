import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type CloneLimits,
  type CloneResult,
  cloneShallow,
  remoteHead,
} from '../../src/machine/git-clone.ts';
import { withWorkspace } from '../../src/machine/workspace.ts';
import { commitAll, git, makeFolder } from '../project/git/made-repository.ts';

const LIMITS: CloneLimits = { timeoutMs: 20_000, maxBytes: 5e6, maxFiles: 100 };

function repository(files: Readonly<Record<string, string>>): string {
  const root = makeFolder(files);
  commitAll(root);
  return root;
}

async function clone(
  url: string,
  limits: Partial<CloneLimits> = {},
  look: (folder: string) => void = () => {},
): Promise<CloneResult> {
  return await withWorkspace(async (workspace) => {
    const folder = join(workspace, 'clone');
    const result = await cloneShallow({
      ...{ url, folder, workspace, limits: { ...LIMITS, ...limits } },
      ...{ env: process.env, signal: new AbortController().signal },
    });
    look(folder);
    return result;
  });
}

test('the newest commit alone, checked out, and the commit without a clone', async () => {
  const root = repository({ 'manage.py': 'one\n' });
  writeFileSync(join(root, 'manage.py'), 'two\n');
  git(root, ['commit', '-qam', 'Two']);
  const result = await clone(`file://${root}`, {}, (folder) => {
    expect(readFileSync(join(folder, 'manage.py'), 'utf8')).toBe('two\n');
    expect(git(folder, ['rev-list', '--count', 'HEAD']).trim()).toBe('1');
    expect(git(folder, ['status', '--porcelain'])).toBe('');
  });
  expect(result).toEqual({ ok: true });
  const head = await withWorkspace((workspace) =>
    remoteHead({
      ...{ url: `file://${root}`, workspace, timeoutMs: 20_000 },
      ...{ env: process.env, signal: new AbortController().signal },
    }),
  );
  expect(head).toBe(git(root, ['rev-parse', 'HEAD']).trim());
});

test('a few kilobytes that hold megabytes of files are not checked out', async () => {
  const root = repository({ 'zeros.bin': '0'.repeat(6e6) });
  const result = await clone(`file://${root}`, {}, (folder) =>
    expect(existsSync(join(folder, 'zeros.bin'))).toBe(false),
  );
  expect(result).toEqual({
    ...{ ok: false, because: 'too-large', reason: 'its files take more than 5 MB' },
  });
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`f${at}`, '']));
  expect(await clone(`file://${repository(many)}`)).toMatchObject({
    reason: 'it has more than 100 files',
  });
});

test('what cannot be cloned is said in the same words each time, without a password', async () => {
  expect(await clone('file:///nonexistent/a')).toEqual({
    ok: false,
    because: 'failed',
    reason: "fatal: '/nonexistent/a' does not appear to be a git repository",
  });
  const empty = makeFolder({});
  git(empty, ['init', '-q']);
  expect(await clone(`file://${empty}`)).toMatchObject({ reason: 'it has no commit' });
  const refused = await clone('http://user:secret@127.0.0.1:9/a.git');
  expect(refused).toMatchObject({ ok: false, because: 'failed' });
  expect(JSON.stringify(refused)).not.toContain('secret');
});
