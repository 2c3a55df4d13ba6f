import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CaseFile, readCases } from '../../../scripts/oracle/case.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oracle-case-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SOUND = {
  id: 'sound',
  buildpack: 'cnb',
  mode: 'build',
  stack: 'heroku-26',
  files: {},
  expect: {},
  staticFields: [],
  needsNetwork: 'none',
  kind: 'static',
};

function read(...cases: readonly unknown[]): CaseFile {
  const path = join(folder, 'cases.json');
  writeFileSync(path, JSON.stringify(cases));
  return readCases(path);
}

test('a file of a case is a text, a text with its mode, bytes or a link', () => {
  const files = {
    'requirements.txt': 'django\n',
    'bin/post_compile': { text: '#!/bin/sh\n', executable: true },
    'notes.txt': { text: 'plain' },
    '.python-version': { base64: 'gIEK' },
    'bin/tool': { base64: 'AAE=', executable: true },
    'manage.py': { link: 'backend/manage.py' },
    ' .python-version': '',
  };
  expect([...read({ ...SOUND, files }).cases[0]!.files]).toEqual([
    ['requirements.txt', { content: 'django\n', executable: false }],
    ['bin/post_compile', { content: '#!/bin/sh\n', executable: true }],
    ['notes.txt', { content: 'plain', executable: false }],
    ['.python-version', { content: new Uint8Array([0x80, 0x81, 0x0a]), executable: false }],
    ['bin/tool', { content: new Uint8Array([0, 1]), executable: true }],
    ['manage.py', { link: 'backend/manage.py' }],
    [' .python-version', { content: '', executable: false }],
  ]);
});

test('a file is called whatever git allows, __proto__ too', () => {
  const text = JSON.stringify([SOUND]).replace('"files":{}', '"files":{"__proto__":"a","b":"c"}');
  const path = join(folder, 'cases.json');
  writeFileSync(path, text);
  expect([...readCases(path).cases[0]!.files.keys()]).toEqual(['__proto__', 'b']);
});

test('a case without files is one of an empty push', () => {
  const { files: _files, ...without } = SOUND;
  expect(read(without).cases[0]!.files.size).toBe(0);
});

test.each([
  ['a number', { 'a.txt': 1 }, /^files\.a\.txt: expected a text, /],
  ['two contents', { a: { text: '', base64: '' } }, /^files\.a: expected a text, /],
  ['an unknown member', { a: { text: '', mode: 0o755 } }, /^files\.a: Unrecognized key: "mode"$/],
  ['base64 that does not decode', { a: { base64: '?' } }, /base64 that decodes$/],
  ['an empty link', { a: { link: '' } }, /^files\.a\.link: Too small: /],
  [
    'an absolute path',
    { '/etc/passwd': '' },
    /^files\.\/etc\/passwd: expected the path of a file /,
  ],
  ['a path out of the app', { 'a/../../b': '' }, /^files\.a\/\.\.\/\.\.\/b: expected the path /],
  ['a folder', { 'a/': '' }, /^files\.a\/: expected the path of a file /],
  ["git's own folder", { '.git/config': '' }, /^files\.\.git\/config: expected the path /],
  ['a file below a file', { a: '', 'a/b/c': '' }, /^files\.a\/b\/c: stands below a, which is no /],
  ['a file below a link', { a: { link: 'b' }, 'a/c': '' }, /^files\.a\/c: stands below a, which /],
  ['a list', [], /^files: expected an object of files by path$/],
  ['a sentence', 'Two files.', /^files: expected an object of files by path$/],
])('a case is refused for %s among its files', (_what, files, because) => {
  const { cases, refused } = read({ ...SOUND, files }, { ...SOUND, id: 'other' });
  expect(cases.map(({ id }) => id)).toEqual(['other']);
  expect(refused).toEqual([{ id: 'sound', because: expect.stringMatching(because) }]);
});

test.each(['pySource', 'otherFiles', 'hooks', 'symlinks', 'filesBase64'])(
  'a case that describes files in %s is refused',
  (member) => {
    const { refused } = read({ ...SOUND, [member]: { 'manage.py': 'Standard Django manage.py.' } });
    expect(refused).toEqual([{ id: 'sound', because: `Unrecognized key: "${member}"` }]);
  },
);

test('a case that is not understood is refused alone, with all reasons', () => {
  const { cases, refused } = read(
    SOUND,
    { ...SOUND, id: 'b', mode: 'dream', kind: 'guess' },
    { ...SOUND, id: 'c', unit: 'guess' },
    null,
  );
  expect(cases.map(({ id }) => id)).toEqual(['sound']);
  expect(refused.map(({ id }) => id)).toEqual(['b', 'c', 'case 4']);
  expect(refused[0]!.because).toMatch(/^mode: .*; kind: /);
});

test('a case that is switched off where it comes from is left out', () => {
  expect(read({ ...SOUND, disabledUpstream: true })).toEqual({ cases: [], refused: [] });
});

test.each([
  ['not JSON', '[', /cannot be read as JSON$/],
  ['no list', '{}', /is no list of oracle cases$/],
])('a file that is %s is a usage error', (_what, text, message) => {
  const path = join(folder, 'cases.json');
  writeFileSync(path, text);
  expect(() => readCases(path)).toThrow(message);
});
