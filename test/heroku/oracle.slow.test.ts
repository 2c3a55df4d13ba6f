import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { compareFields, type OracleCase, readCases } from '../../scripts/oracle/case.ts';
import type { IndexAddresses } from '../../scripts/oracle/case-files.ts';
import { readIndexAddresses } from '../../scripts/oracle/index-addresses.ts';
import { answerBuild, judgedFields } from '../../scripts/oracle/judge-build.ts';
import { findInterpreters, type Interpreter } from '../../src/machine/interpreters.ts';
import { keepToAugustFacts } from '../facts/use-august-facts.ts';

keepToAugustFacts({ complete: true });

/**
 * One case for each way through a build: buildpack, package manager, what became of cache,
 * collectstatic and NLTK, where it ended and why, and whether hooks or links take part. Cases that
 * differ in a version alone go the same way, and the fast test judges what their files decide. All
 * of them are built by `npm run oracle`.
 */
const built = readCases(resolve(import.meta.dirname, '../fixtures/oracle/cases.json')).cases.filter(
  (one) => one.kind === 'build' && one.mode !== 'runtime',
);
const cases = [...new Map(built.map((one) => [wayOf(one), one])).values()];

function wayOf({
  buildpack,
  mode,
  expect: { packageManager, cache, collectstatic, nltk, stage, failureReason, failureDetail },
  ...one
}: OracleCase) {
  const parts = [
    [...one.files.keys()].some((path) => path.startsWith('bin/')),
    [...one.files.values()].some((file) => 'link' in file),
    one.needsNetwork === 'other',
  ];
  return JSON.stringify([
    buildpack,
    mode,
    packageManager,
    cache,
    collectstatic,
    nltk,
    stage,
    failureReason,
    failureDetail,
    ...parts,
  ]);
}

test('every reason and every package manager of the cases is among those that are built', () => {
  for (const name of ['failureReason', 'packageManager', 'cache', 'collectstatic']) {
    const values = (list: readonly OracleCase[]): readonly string[] =>
      [...new Set(list.map((one) => String(one.expect[name])))].sort();
    expect(values(cases)).toEqual(values(built));
  }
  expect(cases.length).toBeLessThan(built.length);
});

let interpreters: readonly Interpreter[];
let addresses: IndexAddresses | undefined;

beforeAll(async () => {
  interpreters = await findInterpreters();
  addresses = await readIndexAddresses(interpreters[0]);
});

test.each(cases.map((one) => [one.id, one] as const))(
  '%s: a real build comes to what the buildpack came to',
  async (_id, one) => {
    const answer = await answerBuild(one, addresses, interpreters);
    if (answer.kind === 'not-built') {
      expect(answer.because).toMatch(/^(it needs|this machine)/);
      return;
    }
    expect(compareFields(judgedFields(one, answer.kind), one.expect, answer.fields)).toEqual([]);
  },
);
