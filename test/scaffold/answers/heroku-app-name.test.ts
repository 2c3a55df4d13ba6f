import { expect, test } from 'vitest';
import { herokuAppName } from '../../../src/scaffold/answers/heroku-app-name.ts';

test.each([
  ['mysite', 'mysite'],
  ['My_Site', 'my-site'],
  ['2048_game', 'game'],
  ['_private_', 'private'],
  ['ab', 'ab-app'],
  ['__', 'django-app'],
  ['a'.repeat(40), 'a'.repeat(30)],
  [`${'a'.repeat(29)}_b`, 'a'.repeat(29)],
])('%s becomes %s', (name, expected) => {
  expect(herokuAppName(name)).toBe(expected);
  expect(expected).toMatch(/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/);
});
