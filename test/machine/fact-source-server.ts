import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

const root = join(import.meta.dirname, '../fixtures/fact-sources');

/** What a stand-in answers instead of its file: a text, or a status. */
export type Instead = string | Buffer | number | 'silence';

/**
 * A loopback server that stands for every public source of facts, with the environment that leads
 * there. `instead` says, by the end of a path, what a source answers in place of its file.
 */
export async function startFactSources(instead: Readonly<Record<string, Instead>> = {}) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const own = Object.entries(instead).find(([ending]) => url.endsWith(ending))?.[1];
    if (own === 'silence') return;
    if (typeof own === 'number') return void response.writeHead(own).end();
    if (own !== undefined) return void response.end(own);
    const path = join(root, normalize(url.endsWith('/') ? `${url}index.json` : url));
    try {
      response.end(readFileSync(path, 'utf8').replaceAll('SERVER', address()));
    } catch {
      response.writeHead(404).end();
    }
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    env: {
      PIP_CONFIG_FILE: '/dev/null',
      PIP_INDEX_URL: `${address()}/simple`,
      DYNOREADY_FACTS_GITHUB: `${address()}/github`,
      DYNOREADY_FACTS_ENDOFLIFE: `${address()}/endoflife`,
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
