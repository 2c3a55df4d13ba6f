import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withWorkspace } from '../../src/machine/workspace.ts';
import { startPlatform } from '../../src/platform/start-platform.ts';
import type { Limiter } from '../../src/platform-api/rate-limit.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests read what the API answers.
  readonly body: any;
}

export interface TestPlatform {
  readonly origin: string;
  readonly folder: string;
  readonly token: string;
  /** What no route expects. */
  readonly bugs: readonly unknown[];
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
}

/** Runs `work` with a platform on a free port, whose state is removed afterwards unless given. */
export async function withPlatform(
  work: (platform: TestPlatform) => Promise<void>,
  options: { readonly folder?: string; readonly limiter?: Limiter } = {},
): Promise<void> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'platform-test-'));
  const ending = new AbortController();
  const bugs: unknown[] = [];
  try {
    await withWorkspace(async (workspaceFolder) => {
      const running = await startPlatform({
        folder,
        port: 0,
        workspaceFolder,
        env: process.env,
        signal: ending.signal,
        progress: () => {},
        onBug: (error) => bugs.push(error),
        ...(options.limiter === undefined ? {} : { limiter: options.limiter }),
      });
      const { token } = running.platform.store.shared().account;
      try {
        await work({
          origin: running.origin,
          folder,
          token,
          bugs,
          call: (method, path, body, headers = {}) =>
            call(`${running.origin}${path}`, method, token, body, headers),
        });
      } finally {
        ending.abort();
        await running.close();
      }
    });
  } finally {
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function call(
  url: string,
  method: string,
  token: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: {
      Accept: 'application/vnd.heroku+json; version=3.sdk',
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
