import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  failedStaticFile,
  staticFileOwner,
} from '../../../src/heroku/buildpack/static-file-owner.ts';

function pythonWith(files: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(join(tmpdir(), 'static-file-owner-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(home, 'lib/python3.13/site-packages', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return home;
}

const home = () =>
  pythonWith({
    'cotton_ui/static/cotton_ui/app.js': '',
    'shop/admin/static/shop/deep.css': '',
    'django_cotton_ui-0.2.0.dist-info/RECORD': 'cotton_ui/static/cotton_ui/app.js,sha256=x,1\n',
    'shop-3.1.dist-info/RECORD': 'shop/admin/static/shop/deep.css,sha256=x,1\n',
  });

test.each([
  ['cotton_ui/app.js', { package: 'django-cotton-ui', version: '0.2.0' }],
  ['shop/deep.css', { package: 'shop', version: '3.1' }],
  ['pages/site.css', undefined],
])('%s belongs to %j', (name, owner) => {
  expect(staticFileOwner(home(), name)).toEqual(owner);
});

test('without a Python there is no owner', () => {
  expect(staticFileOwner('/nowhere', 'pages/site.css')).toBeUndefined();
});

test.each([
  ["Post-processing 'cotton_ui/app.js' failed!\n", 'cotton_ui/app.js'],
  ["MissingFileError: The CSS file 'a.css' references a file which could not be found:", 'a.css'],
  ['ModuleNotFoundError: No module named x', undefined],
])('the log %j names %s', (log, file) => {
  expect(failedStaticFile(log)).toBe(file);
});
