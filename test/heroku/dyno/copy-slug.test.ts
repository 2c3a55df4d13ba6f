import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copySlug } from '../../../src/heroku/dyno/copy-slug.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copy-slug-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string, mode = 0o644): void {
  const full = join(folder, 'slug', path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  // Set by itself, since the umask takes from the mode of a new file.
  chmodSync(full, mode);
}

test('the app is copied, packages are shared, and files beside the packages belong to the copy', () => {
  write('app/views.py', 'one');
  write('.heroku/python/lib/python3.12/site-packages/django/__init__.py', 'django');
  write('.heroku/python/lib/python3.12/site-packages/shop.pth', join(folder, 'slug'));
  const [slug, home] = [join(folder, 'slug'), join(folder, 'home')];
  copySlug(slug, home);
  writeFileSync(join(home, 'app/views.py'), 'two');
  expect(readFileSync(join(slug, 'app/views.py'), 'utf8')).toBe('one');
  const packages = '.heroku/python/lib/python3.12/site-packages';
  expect(readlinkSync(join(home, packages, 'django'))).toBe(join(slug, packages, 'django'));
  rmSync(join(home, packages, 'shop.pth'));
  expect(existsSync(join(slug, packages, 'shop.pth'))).toBe(true);
});

test('scripts and links that name the slug name the copy afterwards, and stay executable', () => {
  const [slug, home] = [join(folder, 'slug'), join(folder, 'home')];
  write('.heroku/python/bin/gunicorn', `#!${slug}/.heroku/python/bin/python\n`, 0o755);
  symlinkSync('/usr/bin/python3', join(slug, '.heroku/python/bin/python'));
  symlinkSync(join(slug, 'app'), join(slug, 'inside'));
  copySlug(slug, home);
  expect(readFileSync(join(home, '.heroku/python/bin/gunicorn'), 'utf8')).toBe(
    `#!${home}/.heroku/python/bin/python\n`,
  );
  expect(lstatSync(join(home, '.heroku/python/bin/gunicorn')).mode & 0o777).toBe(0o755);
  expect(readlinkSync(join(home, '.heroku/python/bin/python'))).toBe('/usr/bin/python3');
  expect(readlinkSync(join(home, 'inside'))).toBe(join(home, 'app'));
});
