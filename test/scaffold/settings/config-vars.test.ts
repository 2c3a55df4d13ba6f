import { expect, test } from 'vitest';
import { apply, changesOf, fixture, planFor, type Texts } from '../fixture-project.ts';

const stock = fixture('startproject-5.2');
const read = (names: readonly string[]): string =>
  names.map((name) => `${name} = os.environ.get("${name}", "")\n`).join('');
const withVariables = (count: number): Texts => {
  const names = Array.from({ length: count }, (_, index) => `LIMIT_OF_TENANT_${index + 1}`);
  const settings = `import os\n${stock['mysite/settings.py']}\nTOKEN = os.environ["BILLING_TOKEN"]\n`;
  return { ...stock, 'mysite/settings.py': settings + read(names) };
};

test('many config vars that a dyno starts without are named in one list', () => {
  const texts = withVariables(40);
  const after = apply(texts, planFor(texts));
  expect(Object.keys(JSON.parse(after['app.json']!).env)).toEqual([
    'DJANGO_SETTINGS_MODULE',
    'SECRET_KEY',
    'ALLOWED_HOSTS',
    'BILLING_TOKEN',
    'DEBUG',
    'SECURE_HSTS_SECONDS',
  ]);
  const example = after['.env.example']!;
  expect(example).toContain(
    '\n# Also read, each with a default in the settings:\n# LIMIT_OF_TENANT_1, LIMIT_OF_TENANT_10, ',
  );
  expect(example.split('\n').length).toBeLessThan(40);
  expect(Math.max(...example.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(changesOf(planFor(after))).toEqual([]);
});

test('a few are listed one by one', () => {
  const texts = withVariables(3);
  const after = apply(texts, planFor(texts));
  expect(Object.keys(JSON.parse(after['app.json']!).env)).toContain('LIMIT_OF_TENANT_3');
  expect(after['.env.example']).toContain('\nLIMIT_OF_TENANT_3=\n');
});
