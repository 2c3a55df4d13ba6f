import { expect, test } from 'vitest';
import {
  appendRelease,
  configVarsOf,
  currentRelease,
  isEligibleForRollback,
  type Ledger,
  rollbackChange,
  settleRelease,
} from '../../../src/heroku/release/ledger.ts';

type Changes = Parameters<typeof appendRelease<string>>[1];

function ledgerOf(...changes: readonly Changes[]): Ledger<string> {
  return changes.reduce<Ledger<string>>(
    (ledger, change) => appendRelease(ledger, change).ledger,
    [],
  );
}

test('a release takes over what its change leaves out', () => {
  const ledger = ledgerOf(
    { description: 'Set A', configVars: { A: '1' } },
    { description: 'Deploy', slug: 'one' },
    {
      description: 'Attach DATABASE',
      configVars: { A: '1', DATABASE_URL: 'x' },
      addonVars: ['DATABASE_URL'],
    },
  );
  expect(ledger.map(({ version }) => version)).toEqual([1, 2, 3]);
  expect(ledger[1]).toMatchObject({ slug: 'one', configVars: { A: '1' }, status: 'succeeded' });
  expect(ledger[2]).toMatchObject({ slug: 'one', addonVars: ['DATABASE_URL'] });
});

test('the last release that succeeded serves, and the next one keeps the slug of that', () => {
  const ledger = ledgerOf(
    { description: 'Deploy', slug: 'good' },
    { description: 'Deploy', slug: 'bad', status: 'pending' },
  );
  expect(currentRelease(ledger)?.version).toBe(1);
  const failed = settleRelease(ledger, 2, 'failed');
  expect(currentRelease(failed)?.version).toBe(1);
  expect(currentRelease(settleRelease(ledger, 2, 'succeeded'))?.version).toBe(2);
  expect(appendRelease(failed, { description: 'Set A', configVars: {} }).release.slug).toBe('good');
});

test('a release that has settled does not change any more', () => {
  const ledger = ledgerOf({ description: 'Deploy', slug: 'one' });
  expect(settleRelease(ledger, 1, 'failed')).toEqual(ledger);
});

test('config vars that were set for a release that failed are there for the next', () => {
  const ledger = ledgerOf(
    { description: 'Deploy', slug: 'one' },
    { description: 'Set A', configVars: { A: '1' }, status: 'failed' },
  );
  expect(configVarsOf(ledger)).toEqual({ A: '1' });
});

test('a rollback brings back slug and config vars, and leaves add-ons alone', () => {
  const ledger = ledgerOf(
    {
      description: 'Deploy',
      slug: 'one',
      configVars: { A: '1', REDIS_URL: 'old' },
      addonVars: ['REDIS_URL'],
    },
    { description: 'Detach REDIS', configVars: { A: '1' }, addonVars: [] },
    {
      description: 'Attach DATABASE',
      configVars: { A: '2', DATABASE_URL: 'x' },
      addonVars: ['DATABASE_URL'],
    },
    { description: 'Deploy', slug: 'two' },
  );
  const [target] = ledger;
  if (target === undefined) throw new Error('no release');
  const { release } = appendRelease(ledger, rollbackChange(ledger, target));
  expect(release).toMatchObject({
    version: 5,
    description: 'Rollback to v1',
    slug: 'one',
    configVars: { A: '1', DATABASE_URL: 'x' },
    addonVars: ['DATABASE_URL'],
  });
});

test('only what served with a slug can be returned to', () => {
  const [first, second, third] = ledgerOf(
    { description: 'Set A', configVars: {} },
    { description: 'Deploy', slug: 'one' },
    { description: 'Deploy', slug: 'two', status: 'failed' },
  );
  expect([first, second, third].map((one) => one && isEligibleForRollback(one))).toEqual([
    false,
    true,
    false,
  ]);
});
