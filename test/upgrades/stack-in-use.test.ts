import { describe, expect, test } from 'vitest';
import { repositoryFromFiles } from '../../src/project/read.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { describeLayers, isDue } from '../../src/upgrades/layers.ts';
import { stackInUse } from '../../src/upgrades/stack-in-use.ts';
import { keepToAugustFacts } from '../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

const projectOf = (files: Readonly<Record<string, string>>) =>
  repositoryFromFiles('/app', memoryFiles(files));

function layersOf(files: Readonly<Record<string, string>>) {
  return describeLayers(
    stackInUse(projectOf({ 'requirements.txt': 'Django==5.2.8\n', ...files })),
    '2026-11-24',
  );
}

function layerOf(name: string, files: Readonly<Record<string, string>>) {
  const layer = layersOf(files).find((one) => one.name === name)!;
  return [layer.inUse, layer.supportedUntil, layer.cannotTell];
}

describe('Python from every source that the build reads, in its order', () => {
  const guessed = 'a build takes 3.14 for a new app and else the Python of the last build';
  test.each<[string, Record<string, string>, unknown[]]>([
    [
      'runtime.txt first',
      { 'runtime.txt': 'python-3.12.1\n', '.python-version': '3.13\n' },
      ['3.12', '2028-10-31', undefined],
    ],
    ['.python-version', { '.python-version': '3.13\n' }, ['3.13', '2029-10-31', undefined]],
    [
      'a version that it refuses',
      { '.python-version': '3.10.x\n' },
      ['3.10', '2026-10-31', 'the build does not understand 3.10.x'],
    ],
    [
      'an empty file',
      { '.python-version': '\n' },
      [undefined, undefined, 'the build does not understand an empty .python-version'],
    ],
    [
      'requires-python, which it does not read',
      { 'pyproject.toml': '[project]\nname = "shop"\nrequires-python = ">=3.11"\n' },
      ['3.11', '2027-10-31', `pyproject.toml admits >=3.11, which no build reads; ${guessed}`],
    ],
    [
      'Poetry’s caret, which it does not read',
      { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.10"\n' },
      ['3.10', '2026-10-31', `pyproject.toml admits ^3.10, which no build reads; ${guessed}`],
    ],
    ['nothing', {}, ['3.14', '2030-10-31', `no file names one; ${guessed}`]],
    ['a Python of long ago', { '.python-version': '2.7.18\n' }, ['2.7', '2020-01-01', undefined]],
    [
      'one that is too new',
      { '.python-version': '3.19\n' },
      ['3.19', undefined, '3.19 is newer than these facts, which end with 3.14'],
    ],
    [
      'one that nobody knows',
      { '.python-version': '3.1\n' },
      ['3.1', undefined, 'these facts do not know 3.1'],
    ],
  ])('%s', (_, files, expected) => expect(layerOf('Python', files)).toEqual(expected));

  test('Pipfile.lock, and not the Pipfile', () => {
    const pipfile = '[requires]\npython_version = "3.11"\n[packages]\ndjango = "*"\n';
    const lock = '{"_meta":{"requires":{"python_version":"3.12"}},"default":{}}';
    const inUse = stackInUse(projectOf({ Pipfile: pipfile, 'Pipfile.lock': lock }));
    expect(inUse.python).toMatchObject({ cycle: '3.12', from: 'Pipfile.lock' });
    expect(inUse.python.unsure).toBeUndefined();
  });
});

describe('Django from 1.8 on', () => {
  test.each([
    ['Django==1.8.19', ['1.8', '2018-04-01', undefined]],
    ['Django>=1.11,<2.0', ['1.11', '2020-04-01', undefined]],
    ['Django~=4.2.0', ['4.2', '2026-04-07', undefined]],
    ['Django==7.0.1', ['7.0', undefined, '7.0 is newer than these facts, which end with 6.1']],
    ['Django<1.0', [undefined, undefined, 'no release that is known fits <1.0']],
    ['gunicorn', [undefined, undefined, 'no file declares Django']],
  ])('%s', (line, expected) => {
    expect(layerOf('Django', { 'requirements.txt': `${line}\n` })).toEqual(expected);
  });

  test('without an upper bound it is a guess', () => {
    const [inUse, , cannotTell] = layerOf('Django', { 'requirements.txt': 'Django>=4.2\n' });
    expect(inUse).toBe('6.1');
    expect(cannotTell).toMatch(/^requirements\.txt sets no upper bound/);
  });
});

test('add-ons have the version that app.json asks for, else a guess', () => {
  const addons = [
    { plan: 'heroku-postgresql:essential-0', options: { version: '15' } },
    'heroku-redis:mini',
  ];
  const files = { 'app.json': JSON.stringify({ addons }) };
  expect(layerOf('Postgres', files)).toEqual(['15', '2027-11-11', undefined]);
  expect(layerOf('Key-Value Store', files)).toEqual([
    '7.2',
    '2029-04-16',
    'no file names its version; a new one gets 7.2, and heroku redis:info shows yours',
  ]);
});

test('a driver of Postgres tells that there is one, and not which', () => {
  const [inUse, , cannotTell] = layerOf('Postgres', { 'requirements.txt': 'psycopg[binary]\n' });
  expect(inUse).toBe('17');
  expect(cannotTell).toMatch(/heroku pg:info shows yours$/);
});

test.each([
  ['heroku-26', undefined, false],
  ['heroku-28', 'heroku-28 is newer than these facts', false],
  ['ubuntu', 'ubuntu is no stack that is known', false],
  ['heroku-20', undefined, true],
])('stack %s: %s, refused: %s', (stack, cannotTell, isRefused) => {
  const layers = layersOf({ 'app.json': JSON.stringify({ stack }) });
  const layer = layers.find(({ name }) => name === 'Stack')!;
  expect([layer.cannotTell, isDue(layer, 0)]).toEqual([cannotTell, isRefused]);
});

test('the package manager is that of the buildpack; without one it cannot be told', () => {
  expect(layerOf('Package manager', {})).toEqual(['pip 26.2.1', undefined, undefined]);
  const [layer] = describeLayers(stackInUse(projectOf({ 'a.py': '' })), '2026-11-24')
    .filter(({ name }) => name === 'Package manager')
    .map(({ cannotTell }) => cannotTell);
  expect(layer).toBe('the root has no file that a build installs');
});
