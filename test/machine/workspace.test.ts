import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sweepWorkspaces, withWorkspace } from '../../src/machine/workspace.ts';

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
