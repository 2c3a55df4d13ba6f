import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readCases } from '../../../scripts/oracle/case.ts';
import { buildExplanations, findFailure } from '../../../src/facts/failures/find.ts';
import { keepToAugustFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: true });

/** Ids that only the platform's own machines can give, and why no build here does. */
const NOT_GIVEN_HERE: Readonly<Record<string, string>> = {
  'install-package-manager::pip':
    'the tool is fetched into the tool cache; when that fails, this machine cannot build, which says nothing of the app',
  'install-package-manager::pipenv': 'as for pip',
  'install-package-manager::poetry': 'as for pip',
  'install-package-manager::uv': 'as for pip',
  'internal-error::bundled-pip-not-found':
    'pip comes from the tool cache and not from inside of the interpreter',
  'internal-error::abort': "the buildpack's checks on itself are not imitated",
};

const files = [
  resolve(import.meta.dirname, '../../fixtures/oracle/cases.json'),
  resolve(import.meta.dirname, 'cases.json'),
];
const expected = files.flatMap((file) =>
  readCases(file).cases.flatMap(({ expect: { failureReason, stage, warnings, notices } }) => [
    failureReason === null && stage === 'detect' ? 'detect' : failureReason,
    ...((warnings as string[] | undefined) ?? []),
    ...((notices as string[] | undefined) ?? []),
  ]),
);
const slow = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.slow.test.ts'));
const asserted = slow
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');
const provoked = (id: string): boolean => expected.includes(id) || asserted.includes(`'${id}'`);

test.each(
  buildExplanations()
    .filter(({ id }) => !(id in NOT_GIVEN_HERE))
    .map(({ id }) => [id]),
)('%s is provoked by a case or a build', (id) => {
  expect(provoked(id)).toBe(true);
});

test('what no build here gives is not provoked either, and is explained', () => {
  for (const id of Object.keys(NOT_GIVEN_HERE))
    expect([id, provoked(id), findFailure(id)?.kind]).toEqual([id, false, 'failure']);
});

test('every reason that a case expects is explained', () => {
  const ids = [...new Set(expected.filter((id) => typeof id === 'string'))];
  expect(ids.filter((id) => findFailure(id as string) === undefined)).toEqual([]);
});
