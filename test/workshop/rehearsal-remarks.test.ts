import { expect, test } from 'vitest';
import {
  EVIDENCE_IDS,
  type Evidence,
  type Phase,
  type PhaseName,
  type Rehearsal,
} from '../../src/rehearsal/rehearsal.ts';
import { type RemarksOptions, remarksOfRehearsal } from '../../src/workshop/rehearsal-remarks.ts';
import { solvedUpTo } from './learner-project.ts';

const evidence = (given: Partial<Evidence>): Evidence => ({
  id: 'page',
  subject: '/db/',
  name: 'page /db/',
  ok: false,
  severity: 'error',
  expected: 'no server error',
  seen: '500; the log says: TemplateSyntaxError',
  facts: { error: 'TemplateSyntaxError' },
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
    id: 'upload',
    name: 'an upload',
    severity: 'warning',
    expected: 'it outlives its dyno',
    seen: 'it cannot be told',
    rule: 'storages-default-missing',
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
      rule: 'storages-default-missing',
      file: undefined,
      line: undefined,
      what: 'In the phase probe, an upload: it cannot be told.',
      why: 'Expected: it outlives its dyno.',
      next: 'See: dynoready explain storages-default-missing',
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
    id: 'hsts',
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
    evidence: [
      evidence({
        id: 'web-process',
        name: 'web process',
        seen: 'no page came',
        facts: { code: 'H12' },
      }),
    ],
  });
  expect(remarksOfRehearsal(rehearsal('failed', slow), options([]))).toMatchObject([
    { what: 'H12, Request timeout: no page came.' },
  ]);
  const error = "ModuleNotFoundError: No module named 'celery'";
  const missing = phase({
    name: 'boot',
    reason: 'H10',
    evidence: [
      evidence({
        id: 'web-process',
        name: 'web process',
        seen: `exit status 1; ${error}`,
        facts: { code: 'H10', error },
      }),
    ],
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
    rehearsal('failed', phase({ evidence: [evidence({ seen: '500', facts: {} })] })),
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

test('a mistake is known by the id and the facts of its evidence, whatever their words say', () => {
  const told = (name: PhaseName, ...shown: Evidence[]): string[] =>
    remarksOfRehearsal(rehearsal('failed', phase({ name, evidence: shown })), {
      ...options([]),
      asked: { mayFail: [], demands: ['migrations'] },
    }).map(({ what, blocks }) => `${blocks ? 'blocks' : 'advice'}: ${what}`);
  const worded = (given: Partial<Evidence>) => evidence({ name: 'a', seen: 'b', ...given });
  const operations = ['Create model Tag', 'Add field a to b', 'Add field c to d', 'Alter field e'];
  expect(
    told('release', worded({ id: 'migrations', severity: 'warning', facts: { operations } })),
  ).toEqual([
    'blocks: Models and migrations differ: Create model Tag; Add field a to b; Add field c to d and 1 more.',
  ]);
  expect(
    told('boot', worded({ id: 'web-process', facts: { addresses: ['127.0.0.1:8000'] } })),
  ).toEqual(['blocks: The app listens on 127.0.0.1:8000, but Heroku waits for $PORT.']);
  expect(told('drill', worded({ id: 'failing-migration', rule: 'release-missing' }))).toEqual([
    'blocks: A failing migration did not stop the release: the release command does not apply it.',
  ]);
  expect(
    told(
      'probe',
      worded({ rule: 'allowed-hosts-empty' }),
      worded({ rule: 'proxy-header-missing' }),
      worded({ id: 'pages' }),
      worded({ id: 'session' }),
      worded({ id: 'error-log' }),
      worded({ id: 'upload', rule: 'media-on-dyno', facts: { file: 'media/a.txt' } }),
    ),
  ).toEqual([
    'blocks: Every page returns a 400: the host name that the router sends is not in ALLOWED_HOSTS.',
    'blocks: HTTPS requests are redirected to themselves: neither Django nor gunicorn trusts X-Forwarded-Proto.',
    'blocks: A user who logged in on one dyno is not logged in on the other.',
    'blocks: A view raised an exception, and the log shows only the access line.',
    'blocks: An upload (`media/a.txt`) was written on one dyno, and no other dyno has it.',
  ]);
});

test('a build is told by the id and the detail that it recorded', () => {
  const facts = { code: 'runtime-txt::invalid-version', detail: 'python: 3' };
  const build = phase({
    name: 'build',
    reason: 'runtime-txt::invalid-version',
    evidence: [evidence({ id: 'build', name: 'a', seen: 'b', facts })],
  });
  expect(remarksOfRehearsal(rehearsal('failed', build), options([]))[0]?.what).toBe(
    'The build fails with `runtime-txt::invalid-version`: runtime.txt does not name a Python version (python: 3).',
  );
});

test('evidence without an id, or with one that does not exist, does not compile', () => {
  const { id: _id, ...anonymous } = evidence({});
  // @ts-expect-error -- no id
  const given: Evidence = anonymous;
  // @ts-expect-error -- no such id
  const demands: RemarksOptions['asked']['demands'] = ['no-such-evidence'];
  expect(given.id).toBeUndefined();
  expect(EVIDENCE_IDS).not.toContain(demands?.[0]);
});
