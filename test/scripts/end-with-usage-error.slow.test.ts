import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const dist = resolve(import.meta.dirname, '../../dist/scripts');

test.each([
  ['bench/bench.js', ['chekc'], 'There is no benchmark chekc\n'],
  ['bench/peers/peers.js', ['nobody'], 'There is no peer nobody\n'],
  ['oracle.js', [], 'The oracle takes one file of cases\n'],
  ['oracle.js', ['cases.json', '--statics'], 'The oracle takes one file of cases\n'],
  ['oracle.js', ['/not/there.json'], '/not/there.json cannot be read as JSON\n'],
  ['evaluate.js', [], 'Usage: npm run evaluate -- FILE DIR\n'],
])('%s %s ends with exit code 2 and says why', (script, words, start) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, script), ...words], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr.slice(0, start.length)).toBe(start);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
