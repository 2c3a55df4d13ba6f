import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageReader } from '../../src/machine/package-reader.ts';
import { repositoryFromFiles } from '../../src/project/read.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { describePackages } from '../../src/upgrades/packages.ts';

/** Releases of a package as the index has them, with the Djangos that each declares. */
const RELEASES: Readonly<Record<string, readonly string[]>> = {
  '3.12.4': ['2.2', '3.0', '3.1'],
  '3.13.0': ['2.2', '3.2'],
  '3.14.0': ['3.2', '4.0', '4.1'],
  '3.15.0': ['4.2', '5.0'],
  '3.16.0': ['4.2', '5.1', '5.2'],
};
const WEAK = { id: 'PYSEC-2024-1', fixed_in: ['3.15.2'], withdrawn: null };

/** The classifiers of a release, for 3.13 only in its metadata. */
function declared(address: string): readonly string[] {
  const version = /\d+\.\d+\.\d+/.exec(address)![0];
  return RELEASES[version]!.map((one) => `Framework :: Django :: ${one}`);
}

let server: Server;
let asked: string[];
let folder: string;

beforeEach(async () => {
  asked = [];
  folder = mkdtempSync(join(tmpdir(), 'dynoready-packages-'));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const version = /-(\d[\d.]*)-py3/.exec(request.url ?? '')?.[1];
    if (request.url === '/simple/restful/') {
      const files = Object.keys(RELEASES).map((one) => ({
        filename: `restful-${one}-py3-none-any.whl`,
        url: `${root}/files/restful-${one}-py3-none-any.whl`,
        hashes: { sha256: '0'.repeat(64) },
        'requires-python': one === '3.16.0' ? '>=3.12' : '>=3.8',
        'core-metadata': true,
      }));
      response.end(JSON.stringify({ name: 'restful', files }));
    } else if (version !== undefined)
      response.end(
        declared(request.url ?? '')
          .map((one) => `Classifier: ${one}`)
          .join('\n'),
      );
    else if (/^\/pypi\/restful\/.*\/json$/.test(request.url ?? ''))
      response.end(
        JSON.stringify({ vulnerabilities: request.url!.includes('3.12') ? [WEAK] : [] }),
      );
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function look(requirements: string, offline = false) {
  const { port } = server.address() as AddressInfo;
  return describePackages(
    repositoryFromFiles('/app', memoryFiles({ 'requirements.txt': requirements })),
    packageReader({
      env: { PIP_INDEX_URL: `http://127.0.0.1:${port}/simple`, DYNOREADY_CACHE: folder },
      today: '2026-11-24',
      offline,
      signal: new AbortController().signal,
    }),
    { python: '3.10', djangos: ['3.2', '4.2', '5.2', '6.1'] },
  );
}

test('a pinned package, and the lowest release that declares each Django of the plan', async () => {
  expect(await look('restful==3.12.4\n')).toEqual([
    {
      name: 'restful',
      from: 'requirements.txt',
      inUse: '3.12.4',
      newest: '3.16.0',
      python: '>=3.8',
      djangos: ['2.2', '3.0', '3.1'],
      vulnerabilities: [{ id: 'PYSEC-2024-1', fixedIn: ['3.15.2'] }],
      raises: [
        { django: '3.2', to: '3.13.0' },
        { django: '4.2', to: '3.15.0' },
        { django: '5.2', to: '3.16.0' },
        { django: '6.1', to: undefined },
      ],
      unknown: [],
    },
  ]);
});

test('of a range, the newest that the Python can install is in use', async () => {
  const [one] = await look('restful>=3.13\n');
  expect([one?.inUse, one?.newest, one?.vulnerabilities]).toEqual(['3.15.0', '3.16.0', []]);
});

test('what the index does not know is said, and an address is not asked for', async () => {
  const found = await look('house @ https://example.com/house.zip\nnowhere==1.0\n');
  expect(found.map(({ name, unknown }) => [name, unknown])).toEqual([
    ['house', ['it comes from an address']],
    ['nowhere', ['the package index answered 404']],
  ]);
});

test('a second run on the same day asks nothing, and neither does one offline', async () => {
  const [first] = await look('restful==3.14.0\n');
  const before = asked.length;
  expect(await look('restful==3.14.0\n')).toEqual([first]);
  expect(await look('restful==3.14.0\n', true)).toEqual([first]);
  expect(asked.length).toBe(before);
  const [other] = await look('other==1.0\n', true);
  expect(other?.unknown).toEqual(['not looked up (offline)']);
  expect(asked.length).toBe(before);
});
