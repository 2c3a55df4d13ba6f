import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRepository } from '../../../src/project/read.ts';
import { defaultAnswers, extrasQuestion } from '../../../src/scaffold/answers/questions.ts';

const fixture = (name: string) =>
  readRepository(join(import.meta.dirname, '../../fixtures/projects', name));

function choices(name: string, change: object = {}) {
  const repository = fixture(name);
  const defaults = { ...defaultAnswers(repository, ['3.13']), ...change };
  return extrasQuestion(repository, defaults, {})?.choices ?? [];
}

test('a Content-Security-Policy is offered where Django can send one, and not before', () => {
  expect(choices('startproject-6.1').map(({ value }) => value)).toContain('csp');
  expect(choices('startproject-5.2').map(({ value }) => value)).not.toContain('csp');
});

test('what the project has already says that it is kept', () => {
  const labels = choices('startproject-5.2', { sentry: true }).map(({ name }) => name);
  expect(labels).toContain(
    'Error reports to Sentry (in the project already; it is kept either way)',
  );
  expect(labels).toContain('A pre-commit hook');
});
