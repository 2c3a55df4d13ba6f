import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runProcess } from '../../machine/process.ts';
import { invalidParams } from '../api/api-error.ts';
import { commitAll } from '../git/repository.ts';
import type { Platform } from '../platform-parts.ts';

/** Bytes of an archive at most. Source: build rules, 18.1; read 2026-11-30. */
const ARCHIVE_BYTES = 1_000_000_000;

const KEY = /^[0-9a-f]{32}$/;

/** The key of a source that a client will send, and that only it knows. */
export function newSourceKey({ sourceKeys }: Pick<Platform, 'sourceKeys'>): string {
  const key = randomBytes(16).toString('hex');
  sourceKeys.add(key);
  return key;
}

/** The address of a source at this platform. */
export function sourceUrl(platform: Platform, key: string): string {
  return `${platform.origin()}/sources/${key}`;
}

/** Keeps the archive that a client sends for its key, once. Comes to the status of the answer. */
export async function receiveSource(
  platform: Platform,
  key: string,
  request: IncomingMessage,
): Promise<number> {
  const file = archiveOf(platform, key);
  if (file === undefined || !platform.sourceKeys.delete(key)) return 403;
  mkdirSync(join(platform.workspaceFolder, 'sources'), { recursive: true });
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ARCHIVE_BYTES) request.destroy();
  });
  await pipeline(request, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  return 200;
}

function archiveOf(platform: Platform, key: string): string | undefined {
  return KEY.test(key) ? join(platform.workspaceFolder, 'sources', `${key}.tgz`) : undefined;
}

/**
 * Unpacks the archive behind a URL of this platform into the app's source folder, as a repository
 * with one commit. Throws the API's 422 for any other URL: a build here reaches nothing outside.
 */
export async function unpackSource(
  platform: Platform,
  appId: string,
  url: string,
): Promise<{ readonly folder: string; readonly commit: string }> {
  const file = archiveFor(platform, url);
  const folder = join(platform.store.appFolder(appId), 'source');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const result = await runProcess({
    file: 'tar',
    args: ['-xzf', file, '--no-same-owner', '--no-same-permissions'],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    signal: platform.signal,
  });
  if (result.exitCode !== 0)
    throw new Error(`the archive cannot be unpacked: ${result.output.trim()}`);
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  return { folder, commit: await commitAll(platform, folder) };
}

/** The archive behind a URL. Throws the API's 422 for one that nobody sent here. */
export function archiveFor(platform: Platform, url: string): string {
  const [, key = ''] = /^(?:https?):\/\/[^/]+\/sources\/([0-9a-f]{32})$/.exec(url) ?? [];
  const isOurs = url === sourceUrl(platform, key) || url.endsWith(`/sources/${key}`);
  const file = isOurs ? archiveOf(platform, key) : undefined;
  if (file === undefined || !existsSync(file))
    throw invalidParams('source_blob.url must be a get_url of POST /sources, after its PUT.');
  return file;
}
