import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeFolderFor, sweepWorkspaces, withWorkspace } from '../../src/machine/workspace.ts';

const removing = (pid: number): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`dynoready-gone-${pid}-`));

async function untilRemoved(pid: number): Promise<void> {
  for (let waited = 0; removing(pid).length > 0 && waited < 10_000; waited += 50) await pause(50);
  expect(removing(pid)).toEqual([]);
}

/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync('true').pid;
}

test('a workspace is out of the way as soon as its work is done, and its files are removed soon after', async () => {
  const folder = await withWorkspace(async (path) => {
    mkdirSync(join(path, 'deep', 'er'), { recursive: true });
    writeFileSync(join(path, 'deep', 'er', 'file'), 'x');
    return path;
  });
  expect(existsSync(folder)).toBe(false);
  await untilRemoved(process.pid);
});

test('a workspace goes also when its work fails', async () => {
  let folder = '';
  const failing = withWorkspace(async (path) => {
    folder = path;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(folder)).toBe(false);
});

test.each(['dynoready-', 'dynoready-gone-'])(
  'what a killed run has left as %s… is swept by the next',
  async (prefix) => {
    const pid = deadPid();
    const folder = join(tmpdir(), `${prefix}${pid}-0123abcd`);
    mkdirSync(join(folder, 'left'), { recursive: true });
    expect(sweepWorkspaces()).toContain(folder);
    await untilRemoved(pid);
    expect(existsSync(folder)).toBe(false);
  },
);

test('the workspace of a process that lives is left alone', async () => {
  await withWorkspace(async (folder) => {
    expect(sweepWorkspaces()).not.toContain(folder);
    expect(existsSync(folder)).toBe(true);
  });
});

test('nobody else can look into a workspace, nor into the folder beside it of another user', async () => {
  const modes = await withWorkspace(async (folder) => {
    const user = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    const beside = makeFolderFor(user, folder);
    return [folder, beside].map((path) => ({ path, mode: statSync(path).mode & 0o777 }));
  });
  expect(modes.map(({ mode }) => mode)).toEqual([0o700, 0o700]);
  expect(modes.filter(({ path }) => existsSync(path))).toEqual([]);
  await untilRemoved(process.pid);
});

const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)('what another user has left is left alone, and so is a link', async () => {
  const folder = join(tmpdir(), `dynoready-${deadPid()}-0123abce`);
  const link = join(tmpdir(), `dynoready-${deadPid()}-0123abcf`);
  mkdirSync(folder);
  symlinkSync(folder, link);
  try {
    chownSync(folder, 65_534, 65_534);
    const swept = sweepWorkspaces();
    expect([swept.includes(folder), swept.includes(link)]).toEqual([false, false]);
    expect([existsSync(folder), existsSync(link)]).toEqual([true, true]);
  } finally {
    rmSync(link);
    rmSync(folder, { recursive: true });
  }
});

test.runIf(isRoot)('a killed run that gave a folder to another user is swept with it', async () => {
  const pid = deadPid();
  const [folder, beside] = ['0123abd0', '0123abd1'].map((end) =>
    join(tmpdir(), `dynoready-${pid}-${end}`),
  ) as [string, string];
  mkdirSync(folder, { mode: 0o700 });
  mkdirSync(beside, { mode: 0o700 });
  chownSync(beside, 65_534, 65_534);
  writeFileSync(
    join(folder, 'owner.json'),
    JSON.stringify({ processGroups: [], folders: [beside] }),
  );
  expect(sweepWorkspaces()).toContain(folder);
  expect([existsSync(folder), existsSync(beside)]).toEqual([false, false]);
  await untilRemoved(pid);
});
