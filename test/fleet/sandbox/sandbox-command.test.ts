import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxCommand } from '../../../src/fleet/sandbox/sandbox-command.ts';

const isRoot = process.getuid?.() === 0;
const ORDER = {
  isRoot,
  readable: [],
  project: '/srv/project',
  tools: { folder: '/root/.cache/dynoready', entries: ['pip-26.2.1'] },
  links: {},
  socket: '/run/index.sock',
  env: { PATH: '/usr/bin:/bin' },
  command: ['python3', '-c', 'pass'],
};

test('a folder of a person is empty inside, but for what the order names and the folders above it', () => {
  const words = sandboxCommand({ ...ORDER, readable: ['/home/me/.pyenv', '/opt/python'] }).join(
    ' ',
  );
  expect(words).toContain('--tmpfs /home --tmpfs /root ');
  expect(words).toContain('--perms 0755 --dir /home/me --ro-bind /home/me/.pyenv /home/me/.pyenv ');
  expect(words).not.toContain('/opt/python');
  expect(words).toContain('--symlink /root/.cache/dynoready/pip-26.2.1 /tmp/cache/pip-26.2.1 ');
});

test('without root the system gives another user; as root setpriv does', () => {
  expect(sandboxCommand({ ...ORDER, isRoot: false })).toContain('--unshare-user');
  expect(sandboxCommand({ ...ORDER, isRoot: false })).not.toContain('setpriv');
  expect(sandboxCommand({ ...ORDER, isRoot: true })).toContain('setpriv');
});

/** Bubblewrap needs namespaces, which some containers and AppArmor forbid. */
const works = spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', 'true']).status === 0;

describe.skipIf(!works)('what foreign code can do', () => {
  let work = '';
  beforeAll(() => {
    work = realpathSync(mkdtempSync(join(tmpdir(), 'sandbox-')));
    // Root's other user may read the project, as it may a clone.
    chmodSync(work, 0o755);
    for (const name of ['secret', 'socket', 'manage.py']) writeFileSync(join(work, name), 'mine');
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  /** Tries everything, and prints the names of what worked. */
  const script = (port: number): string => `
import os, socket
def works(name, attempt):
    try:
        attempt()
        print(name)
    except Exception:
        pass
works("net", lambda: socket.create_connection(("127.0.0.1", ${port}), 2))
works("secret", lambda: open(${JSON.stringify(join(work, 'secret'))}).read())
works("system", lambda: open("/etc/dynoready-was-here", "w"))
works("outside", lambda: open(${JSON.stringify(join(work, 'outside'))}, "w"))
works("project", lambda: open("/tmp/project/changed", "w"))
works("processes", lambda: os.kill(${process.pid}, 0))
works("environment", lambda: os.environ["TOKEN"])
works("read", lambda: open("/tmp/project/manage.py").read())
works("write", lambda: open("/tmp/mine", "w"))
print("user", os.getuid())
`;

  function attempts(words: readonly string[]): string[] {
    const [file = '', ...args] = words;
    const env = { PATH: process.env.PATH, TOKEN: 'secret' };
    const { stdout, stderr } = spawnSync(file, args, { env, encoding: 'utf8', timeout: 20_000 });
    expect(stderr).toBe('');
    return stdout.trimEnd().split('\n');
  }

  test('is to read itself and to write what is gone at the end', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as { port: number };
      const order = { ...ORDER, project: work, socket: join(work, 'socket') };
      const command = ['python3', '-c', script(port)];
      const inside = attempts(['bwrap', ...sandboxCommand({ ...order, command })]);
      expect(inside).toEqual(['read', 'write', 'user 65534']);
      expect(attempts(command)).toEqual(
        expect.arrayContaining(['net', 'secret', 'outside', 'processes', 'environment']),
      );
      expect(readFileSync(join(work, 'manage.py'), 'utf8')).toBe('mine');
    } finally {
      server.close();
      rmSync('/etc/dynoready-was-here', { force: true });
      rmSync('/tmp/mine', { force: true });
    }
  });
});
