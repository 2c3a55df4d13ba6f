import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { connect as connectPlain, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { beforeAll, expect, test } from 'vitest';
import { startPostgres } from '../../../src/heroku/addons/postgres.ts';
import { findPostgresAccount } from '../../../src/heroku/addons/postgres-account.ts';
import { ensurePostgres } from '../../../src/machine/tools/postgres-binaries.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';

const never = new AbortController().signal;
let binariesFolder = '';
beforeAll(async () => {
  binariesFolder = await ensurePostgres({ progress: () => {}, signal: never });
});

/** The first message of the Postgres protocol: version 3.0, user and database. */
function startupMessage(url: URL): Buffer {
  const text = Buffer.from(`user\0${url.username}\0database\0${url.pathname.slice(1)}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + text.length, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, text]);
}

function firstAnswer(socket: Socket, message: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', (data) => resolve(data.toString('latin1'))).once('error', reject);
    socket.write(message);
  });
}

/** Process ids whose working folder lies below the given one; empty on a system without /proc. */
function processesBelow(folder: string): string[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

/** What the paths of this process' workspaces begin with. */
const OWN_FOLDERS = join(tmpdir(), `dynoready-${process.pid}-`);

/** As root the server's user cannot enter the workspace, so its folder lies beside. */
function serverFolder(workspaceFolder: string): string {
  if (findPostgresAccount() === undefined) return join(workspaceFolder, 'postgres');
  const beside = readdirSync(tmpdir())
    .map((name) => join(tmpdir(), name))
    .filter((path) => path.startsWith(OWN_FOLDERS) && path !== workspaceFolder);
  return beside[0] ?? '';
}

test('a client with TLS is asked for its SCRAM password, one without is refused, and nothing is left after stop', async () => {
  await withWorkspace(async (workspaceFolder) => {
    const log: string[] = [];
    const server = await startPostgres({
      binariesFolder,
      workspaceFolder,
      signal: never,
      log: (line) => log.push(line),
    });
    const url = new URL(server.url);
    expect(server.url).toMatch(/^postgres:\/\/u\w+:p\w+@127\.0\.0\.1:\d+\/d\w+$/);
    // Postgres refuses to be root: as root the data must have another owner.
    const { uid, mode } = statSync(serverFolder(workspaceFolder));
    expect(uid).toBe(findPostgresAccount()?.uid ?? process.getuid?.());
    expect(mode & 0o777).toBe(0o700);
    expect(server.serverVersion).toBe('17.10');

    const plain = connectPlain(server.port, '127.0.0.1');
    expect(await firstAnswer(plain, startupMessage(url))).toContain('no encryption');
    plain.destroy();

    const raw = connectPlain(server.port, '127.0.0.1');
    const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
    expect(await firstAnswer(raw, sslRequest)).toBe('S');
    const secure = connectTls({ socket: raw, rejectUnauthorized: false });
    expect(await firstAnswer(secure, startupMessage(url))).toContain('SCRAM-SHA-256');
    expect(secure.getPeerCertificate().subject.CN).toBe('postgres.dynoready.invalid');
    secure.destroy();

    expect(processesBelow(OWN_FOLDERS).length).toBeGreaterThan(existsSync('/proc') ? 0 : -1);
    await server.stop();
    await server.stop();
    expect(processesBelow(OWN_FOLDERS)).toEqual([]);
    expect(log.at(-1)).toContain('database system is shut down');
  });
});

test('an abort while the server starts leaves no process', async () => {
  await withWorkspace(async (workspaceFolder) => {
    const controller = new AbortController();
    const starting = startPostgres({
      binariesFolder,
      workspaceFolder,
      signal: controller.signal,
      log: () => {},
    });
    setTimeout(() => controller.abort(), 100);
    await expect(starting).rejects.toThrow('abort');
    expect(processesBelow(OWN_FOLDERS)).toEqual([]);
  });
});
