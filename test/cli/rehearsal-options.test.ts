import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { renderChecks } from '../../src/cli/commands/doctor.ts';
import {
  parseScale,
  type RehearsalOptions,
  readGivenConfigVars,
} from '../../src/cli/rehearsal-options.ts';
import { defaultResultFile, writeTextFile } from '../../src/cli/rehearsal-result.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehearsal-options-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function given(options: Partial<RehearsalOptions>): Readonly<Record<string, string>> {
  return readGivenConfigVars({ format: 'pretty', configVar: [], strict: false, ...options }, {
    cwd: folder,
  } as Terminal);
}

test('an option beats the file, and a value may hold an equals sign', () => {
  writeFileSync(join(folder, '.env'), 'A=file\nB=file\n');
  expect(given({ envFile: '.env', configVar: ['A=x=y'] })).toEqual({ A: 'x=y', B: 'file' });
});

test('a config var without value, or with a name that Heroku refuses, is wrong use', () => {
  expect(() => given({ configVar: ['SECRET_KEY'] })).toThrow(
    '--config-var needs NAME=value, and one has no name or no =',
  );
  expect(() => given({ configVar: ['HEROKU_KEY=1'] })).toThrow(
    "Heroku refuses a config var with the name 'HEROKU_KEY'",
  );
});

test('an env file that is missing or has other lines is wrong use', () => {
  expect(() => given({ envFile: 'nothing' })).toThrow(
    `The file of --env-file cannot be read: ${join(folder, 'nothing')}`,
  );
  writeFileSync(join(folder, '.env'), 'A=1\nnonsense\n');
  expect(() => given({ envFile: '.env' })).toThrow(
    `The file of --env-file has lines that are not NAME=value: ${join(folder, '.env')}`,
  );
});

test('the result lies below the state folder, one file for each path', () => {
  const env = { XDG_STATE_HOME: '/state' };
  expect(defaultResultFile('/work/shop', env)).toMatch(
    /^\/state\/dynoready\/rehearsals\/shop-[0-9a-f]{8}\.json$/,
  );
  expect(defaultResultFile('/work/shop', env)).not.toBe(defaultResultFile('/other/shop', env));
  expect(defaultResultFile('/work/shop', { DYNOREADY_STATE: '/mine' })).toMatch(
    /^\/mine\/rehearsals\//,
  );
});

test('a result is written whole, and a place that cannot be written is wrong use', () => {
  writeTextFile(join(folder, 'new', 'result.json'), '{}');
  expect(readdirSync(join(folder, 'new'))).toEqual(['result.json']);
  expect(readFileSync(join(folder, 'new', 'result.json'), 'utf8')).toBe('{}');
  expect(() => writeTextFile(join(folder, 'new', 'result.json', 'below'), '')).toThrow(
    'The file cannot be written: ',
  );
});

test('the doctor names what is missing with the step that mends it, and says whether a rehearsal can run', () => {
  const checks = [
    { title: 'git', ok: true, needed: true, seen: 'git version 2.39.5', install: undefined },
    {
      title: 'redis-server',
      ok: false,
      needed: false,
      seen: 'not found',
      install: 'apt-get install redis-server',
    },
    {
      title: 'bash',
      ok: false,
      needed: true,
      seen: 'not found on PATH',
      install: 'apt-get install bash',
    },
  ];
  expect(renderChecks(checks, false, false)).toBe(`  ok       git           git version 2.39.5
  without  redis-server  not found
                         apt-get install redis-server
  missing  bash          not found on PATH
                         apt-get install bash

A rehearsal cannot run on this machine before what is missing is installed.
`);
});

test('the scale names types of the Procfile with a number each', () => {
  expect([...parseScale('web=2, worker=1', ['web', 'worker', 'release'])]).toEqual([
    ['web', 2],
    ['worker', 1],
  ]);
  expect(() => parseScale('web', ['web'])).toThrow(
    "--scale needs type=number pairs with numbers up to 20, not 'web'",
  );
  expect(() => parseScale('web=21', ['web'])).toThrow('--scale needs type=number pairs');
  expect(() => parseScale('worker=1', ['web'])).toThrow(
    "The Procfile has no process type 'worker' to scale",
  );
  expect(() => parseScale('release=2', ['web', 'release'])).toThrow(
    "The Procfile has no process type 'release' to scale",
  );
});
