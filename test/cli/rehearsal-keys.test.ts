import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { attachKeys, KEYS_TEXT } from '../../src/cli/rehearsal-keys.ts';
import type { LiveApp } from '../../src/rehearsal/live-app.ts';

test('each key does one thing, one at a time, and q and Ctrl-C quit', async () => {
  const done: string[] = [];
  const act = async (name: string): Promise<void> => {
    await nextTurn();
    done.push(name);
  };
  const formation = {
    dynos: () => [{ name: 'web.1' }, { name: 'worker.1' }],
    restart: () => act('restart'),
    scale: (type: string, quantity: number) => act(`${type}=${quantity}`),
  };
  const releases = {
    formation: () => formation,
    deploy: () => act('deploy'),
    toggleMaintenance: () => done.push('maintenance'),
    rollback: () => Promise.resolve(undefined),
    list: () => [
      { version: 1, what: 'Deploy 1a2b3c4', succeeded: true },
      { version: 2, what: 'Deploy', succeeded: false },
    ],
  };
  const input = new PassThrough();
  const print = (text: string): void => void done.push(text);
  const detach = attachKeys({
    input,
    app: { host: '', releases } as unknown as LiveApp,
    print,
    quit: () => void done.push('quit'),
    runOneOff: () => act('one-off'),
  });
  const press = async (keys: string): Promise<void> => {
    for (const key of keys) {
      input.write(key);
      for (let turns = 0; turns < 4; turns += 1) await nextTurn();
    }
  };
  await press('r+-dmbvox?q\u0003');
  expect(done).toEqual([
    'restart',
    'web=2',
    'web=0',
    'deploy',
    'maintenance',
    'There is no other release to go back to.\n',
    'v1  Deploy 1a2b3c4\n',
    'v2  Deploy  failed\n',
    'one-off',
    `${KEYS_TEXT}\n`,
    'quit',
    'quit',
  ]);
  input.write('d');
  input.write('r');
  await press('x');
  expect(done.slice(12)).toEqual(['deploy']);
  detach();
  await press('r');
  expect(done.slice(12)).toEqual(['deploy']);
});
