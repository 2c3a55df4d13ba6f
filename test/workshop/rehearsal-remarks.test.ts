import { expect, test } from 'vitest';
import type { Evidence, Phase, Rehearsal } from '../../src/heroku/rehearsal.ts';
import { remarksOfRehearsal } from '../../src/workshop/rehearsal-remarks.ts';

const evidence = (given: Partial<Evidence>): Evidence => ({
  name: 'page /db/',
  ok: false,
  severity: 'error',
  expected: 'no server error',
  seen: '500; the log says: TemplateSyntaxError',
  ...given,
});
const phase = (given: Partial<Phase>): Phase => ({
  name: 'probe',
  verdict: 'failed',
  startedAfterMs: 0,
  durationMs: 1,
  reason: null,
  evidence: [],
  log: [],
  ...given,
});
const rehearsal = (verdict: Rehearsal['verdict'], ...phases: Phase[]): Rehearsal => ({ verdict, phases }) as unknown as Rehearsal;

test('what failed blocks, with the rule that foretells it, and what only harms is advice', () => {
  const upload = evidence({
    name: 'an upload',
    severity: 'warning',
    expected: 'it outlives its dyno',
    seen: 'it is gone',
    rule: 'media-on-dyno',
  });
  expect(
    remarksOfRehearsal(rehearsal('failed', phase({ evidence: [evidence({}), upload, evidence({ ok: true })] })), { mayFail: [] }),
  ).toEqual([
    {
      rule: undefined,
      file: undefined,
      line: undefined,
      what: 'In the phase probe, page /db/: 500; the log says: TemplateSyntaxError.',
      why: 'It has to be so: no server error.',
      next: 'Its log stands above; mend the first error in it.',
      blocks: true,
    },
    {
      rule: 'media-on-dyno',
      file: undefined,
      line: undefined,
      what: 'In the phase probe, an upload: it is gone.',
      why: 'It has to be so: it outlives its dyno.',
      next: 'What to do: dynoready explain media-on-dyno',
      blocks: false,
    },
  ]);
});

test('a build that failed is told by its id, and a phase that may fail is passed over', () => {
  const build = phase({ name: 'build', reason: 'collectstatic-missing-file' });
  expect(remarksOfRehearsal(rehearsal('failed', build), { mayFail: ['check'] })).toMatchObject([
    {
      what: 'The phase build failed: collectstatic-missing-file.',
      next: 'What to do: dynoready explain collectstatic-missing-file',
      blocks: true,
    },
  ]);
  expect(remarksOfRehearsal(rehearsal('failed', phase({ name: 'check', evidence: [evidence({})] })), { mayFail: ['check'] })).toEqual([]);
});

test('an interrupted rehearsal says nothing of the exercise', () => {
  expect(remarksOfRehearsal(rehearsal('interrupted', phase({ reason: 'interrupted' })), { mayFail: [] })).toEqual([]);
});
