import { expect, test } from 'vitest';
import { parseDeclaredPythons, parseIndexPage } from '../../../src/facts/sources/index-page.ts';

function page(...names: readonly string[]) {
  const files = names.map((filename) => ({ filename, url: filename, hashes: {}, yanked: false }));
  return JSON.stringify({ name: 'one', files });
}

test('final releases come oldest first by their numbers, with wheel and sources of one version', () => {
  const parsed = parseIndexPage(
    page('one-10.0.tar.gz', 'one-9.1-py3-none-any.whl', 'one-9.1.tar.gz', 'one-11.0rc1.tar.gz'),
  );
  expect(parsed.ok && parsed.value.map(({ version, sources }) => [version, sources])).toEqual([
    ['9.1', 'one-9.1.tar.gz'],
    ['10.0', 'one-10.0.tar.gz'],
  ]);
});

test('a page with nothing final on it is not understood', () => {
  expect(parseIndexPage(page('one-1.0a1.tar.gz')).ok).toBe(false);
  expect(parseIndexPage('{"name": "one"}')).toMatchObject({
    problem: expect.stringContaining('files: '),
  });
});

test('Pythons are those that the metadata declares, by number', () => {
  const lines = ['3.9', '3.10', '3'].map(
    (line) => `Classifier: Programming Language :: Python :: ${line}`,
  );
  expect(parseDeclaredPythons(lines.join('\n'))).toEqual({
    ok: true,
    value: { oldest: '3.9', newest: '3.10' },
  });
  expect(parseDeclaredPythons('Requires-Python: >=3.9').ok).toBe(false);
});
