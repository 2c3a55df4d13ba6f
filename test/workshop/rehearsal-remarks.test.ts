import { expect, test } from 'vitest';
import type { Evidence, Phase, PhaseName, Rehearsal } from '../../src/rehearsal/rehearsal.ts';
import { type RemarksOptions, remarksOfRehearsal } from '../../src/workshop/rehearsal-remarks.ts';
import { solvedUpTo } from './learner-project.ts';

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
const rehearsal = (verdict: Rehearsal['verdict'], ...phases: Phase[]): Rehearsal =>
  ({ verdict, phases }) as unknown as Rehearsal;

const options = (mayFail: readonly PhaseName[], later: readonly string[] = []): RemarksOptions => ({
  asked: { mayFail },
  repository: solvedUpTo(14),
  isLater: (rule) => later.includes(rule),
});

test('what failed blocks, with the rule that leadsTo it, and what only harms is advice', () => {
  const upload = evidence({
    name: 'an upload',
    severity: 'warning',
    expected: 'it outlives its dyno',
    seen: 'it is gone',
    rule: 'media-on-dyno',
  });
  expect(
    remarksOfRehearsal(
      rehearsal('failed', phase({ evidence: [evidence({}), upload, evidence({ ok: true })] })),
      options([]),
    ),
  ).toEqual([
    {
      rule: undefined,
      file: undefined,
      line: undefined,
      what: 'In the phase probe, page /db/: 500; the log says: TemplateSyntaxError.',
      why: 'Expected: no server error.',
      next: 'Its log is above. Fix the first error in it.',
      blocks: true,
    },
    {
      rule: 'media-on-dyno',
      file: undefined,
      line: undefined,
      what: 'In the phase probe, an upload: it is gone.',
      why: 'Expected: it outlives its dyno.',
      next: 'See: dynoready explain media-on-dyno',
      blocks: false,
    },
  ]);
});

test('a build that failed is told by its id, and a phase that may fail is passed over', () => {
  const build = phase({ name: 'build', reason: 'collectstatic-missing-file' });
  expect(remarksOfRehearsal(rehearsal('failed', build), options(['check']))).toMatchObject([
    {
      what: 'The build fails with `collectstatic-missing-file`: collectstatic could not read or write a file.',
      why: expect.stringContaining('The operating system refused a file'),
      next: expect.stringContaining('add a .gitkeep to the folder'),
      blocks: true,
    },
  ]);
  expect(
    remarksOfRehearsal(
      rehearsal('failed', phase({ name: 'check', evidence: [evidence({})] })),
      options(['check']),
    ),
  ).toEqual([]);
});

test('what a later exercise teaches is no advice yet, and blocks all the same where it fails', () => {
  const hsts = {
    name: 'Strict-Transport-Security',
    seen: 'not sent',
    rule: 'hsts-missing',
  } as const;
  const warned = phase({
    verdict: 'passed',
    evidence: [evidence({ ...hsts, severity: 'warning' })],
  });
  expect(remarksOfRehearsal(rehearsal('passed', warned), options([], ['hsts-missing']))).toEqual(
    [],
  );
  expect(remarksOfRehearsal(rehearsal('passed', warned), options([]))).toMatchObject([
    { rule: 'hsts-missing', blocks: false },
  ]);
  const failed = phase({ evidence: [evidence(hsts)] });
  expect(
    remarksOfRehearsal(rehearsal('failed', failed), options([], ['hsts-missing'])),
  ).toMatchObject([{ blocks: true }]);
});

test('an app that ran out of tries is told by its code, and a module that is not found by where gunicorn starts', () => {
  const slow = phase({
    name: 'boot',
    reason: 'H12',
    evidence: [evidence({ name: 'web process', seen: 'no page came' })],
  });
  expect(remarksOfRehearsal(rehearsal('failed', slow), options([]))).toMatchObject([
    { what: 'H12, Request timeout: no page came.' },
  ]);
  const seen = "exit status 1; ModuleNotFoundError: No module named 'celery'";
  const missing = phase({
    name: 'boot',
    reason: 'H10',
    evidence: [evidence({ name: 'web process', seen })],
  });
  expect(remarksOfRehearsal(rehearsal('failed', missing), options([]))).toMatchObject([
    { what: '`celery` cannot be imported on the dyno.', file: 'Procfile', line: 1 },
  ]);
});

test('an interrupted rehearsal says nothing of the exercise', () => {
  expect(
    remarksOfRehearsal(rehearsal('interrupted', phase({ reason: 'interrupted' })), options([])),
  ).toEqual([]);
});

test('a page whose fault the log does not tell is not looked for there', () => {
  const [told] = remarksOfRehearsal(
    rehearsal('failed', phase({ evidence: [evidence({ seen: '500' })] })),
    options([]),
  );
  expect(told?.next).toMatch(/^The log does not show why: .* Add a console handler to LOGGING/);
});

test.each([
  'Development settings must not run on a dyno',
  // What earlier versions wrote into local.py.
  'Name the production settings first',
])('a dyno that stops with "%s" is told which module it has to name', (sentence) => {
  const log = [
    `ImproperlyConfigured: ${sentence}: heroku config:set DJANGO_SETTINGS_MODULE=gettingstarted.settings.heroku`,
  ];
  const release = phase({ name: 'release', log });
  expect(remarksOfRehearsal(rehearsal('failed', release), options([]))).toMatchObject([
    { what: 'DJANGO_SETTINGS_MODULE does not name the production settings.', blocks: true },
  ]);
});
