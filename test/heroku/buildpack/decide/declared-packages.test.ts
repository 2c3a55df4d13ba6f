import { expect, test } from 'vitest';
import { declaredPackages } from '../../../../src/heroku/buildpack/decide/declared-packages.ts';
import { foreseeInstallFailure } from '../../../../src/heroku/buildpack/decide/foreseen-failure.ts';
import { memoryFiles } from '../../../../src/python/file-tree.ts';

const foreseen = (files: Record<string, string>, mode: 'build' | 'ci' = 'build') =>
  foreseeInstallFailure(memoryFiles(files), 'pip', '3.13.0', { buildpack: 'classic', mode })
    ?.evidence;

test.each<[string, Record<string, string>, string]>([
  [
    'a line that is no requirement',
    { 'requirements.txt': 'django = 5\n' },
    'requirements.txt: django = 5',
  ],
  [
    'below a comment that ends in a backslash',
    { 'requirements.txt': '# note \\\ndjango = 5\n' },
    'requirements.txt: django = 5',
  ],
  [
    'behind a form feed',
    { 'requirements.txt': 'six\fdjango = 5\n' },
    'requirements.txt: django = 5',
  ],
  [
    'in a file taken in with other words',
    { 'requirements.txt': '--requirement="base.txt"\n', 'base.txt': 'a b\n' },
    'base.txt: a b',
  ],
  [
    'an option that pip does not know',
    { 'requirements.txt': '--no-such-option\ndjango\n' },
    'requirements.txt: --no-such-option',
  ],
])('pip is foreseen to refuse %s', (_what, files, evidence) => {
  expect(foreseen(files)).toEqual([evidence]);
});

test.each<[string, Record<string, string>]>([
  [
    'names, addresses, paths and options',
    {
      'requirements.txt':
        '-i https://example.org/simple\n./vendor/a\n-e .[dev]\na @ https://example.org/a.zip\nb[c] (>=1)\n',
    },
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: pip's own way of writing a variable
  ['a variable, which only the build knows', { 'requirements.txt': 'django==${DJANGO}\n' }],
  [
    'a file outside of the project',
    { 'requirements.txt': '-r ../base.txt\n', 'base.txt': 'a b\n' },
  ],
  [
    'a file for tests, outside of CI',
    { 'requirements.txt': 'six\n', 'requirements-test.txt': 'a b\n' },
  ],
  [
    'an empty file, and one that takes in itself',
    { 'requirements.txt': '\ufeff\n-r requirements.txt\n' },
  ],
])('nothing is foreseen of %s', (_what, files) => {
  expect(foreseen(files)).toBeUndefined();
});

test('in CI the file for tests is read as well', () => {
  expect(foreseen({ 'requirements.txt': 'six\n', 'requirements-test.txt': 'a b\n' }, 'ci')).toEqual(
    ['requirements-test.txt: a b'],
  );
});

test('declared packages are those of all files taken in, in one spelling', () => {
  const files = memoryFiles({
    'requirements.txt':
      '-rbase.txt\nDjango>=5 ; python_version > "3"\n./vendor/a\nPsycopg_Pool @ https://example.org/p.zip\n',
    'base.txt': '# gunicorn \\\nwhitenoise[brotli] \\\n  ==6.9\n-c limits.txt\n',
    'limits.txt': 'celery==5\n',
  });
  expect([...declaredPackages(files, 'pip')].sort()).toEqual([
    'django',
    'psycopg-pool',
    'whitenoise',
  ]);
});
