import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { compareFields, readCases } from '../../src/cli/oracle/case.ts';
import { readIndexAddresses } from '../../src/cli/oracle/index-addresses.ts';
import { answerBuild, judgedFields } from '../../src/cli/oracle/judge-build.ts';
import type { IndexAddresses } from '../../src/cli/oracle/recreate.ts';
import { findInterpreters, type Interpreter } from '../../src/heroku/interpreters.ts';

const cases = readCases(resolve(import.meta.dirname, '../fixtures/oracle/cases.json')).cases.filter(
  (one) => one.kind === 'build' && one.mode !== 'runtime',
);
let interpreters: readonly Interpreter[];
let addresses: IndexAddresses | undefined;

beforeAll(async () => {
  interpreters = await findInterpreters();
  addresses = await readIndexAddresses(interpreters[0]);
});

test.each(cases.map((one) => [one.id, one] as const))('%s: a real build comes to what the buildpack came to', async (_id, one) => {
  const answer = await answerBuild(one, addresses, interpreters);
  if (answer.kind === 'not-built') {
    expect(answer.because).toMatch(/^(it needs|this machine)/);
    return;
  }
  expect(compareFields(judgedFields(one, answer.kind), one.expect, answer.fields)).toEqual([]);
});
