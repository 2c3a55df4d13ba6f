import { expect, test } from 'vitest';
import { ownPip, venvCommands } from '../../../src/machine/tools/own-pip.ts';

const interpreter = {
  path: '/usr/bin/python3.11',
  version: '3.11.2',
  line: '3.11',
  hasPip: false,
  hasEnsurePip: false,
};
const options = { env: {}, signal: new AbortController().signal };

test("a Python with neither pip nor ensurepip, as Debian's without python3-venv, is named with the package", async () => {
  await expect(ownPip(interpreter, options)).rejects.toMatchObject({
    name: 'UsageError',
    message: 'Python 3.11.2 here has neither pip nor the part of venv that brings it',
    next: expect.arrayContaining(['  apt-get install python3-venv']),
  });
});

test('pip alone is enough: it installs into the environment from outside', async () => {
  const commands = await venvCommands(
    { ...interpreter, hasPip: true },
    '/cache/uv',
    ['uv==1'],
    options,
  );
  expect(commands).toEqual([
    ['/usr/bin/python3.11', ['-I', '-m', 'venv', '--without-pip', '/cache/uv']],
    [
      '/usr/bin/python3.11',
      ['-I', '-m', 'pip', '--python', '/cache/uv/bin/python', 'install', 'uv==1'],
    ],
  ]);
});

test('with ensurepip the environment brings its own pip', async () => {
  const commands = await venvCommands(
    { ...interpreter, hasEnsurePip: true },
    '/cache/uv',
    ['uv==1'],
    options,
  );
  expect(commands[1]).toEqual(['/cache/uv/bin/python', ['-I', '-m', 'pip', 'install', 'uv==1']]);
});
