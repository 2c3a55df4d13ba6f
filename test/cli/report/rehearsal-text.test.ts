import { expect, test } from 'vitest';
import { renderPhase } from '../../../src/cli/report/rehearsal-progress.ts';
import { renderRehearsal } from '../../../src/cli/report/rehearsal-text.ts';
import { STANDING_DIFFERENCES } from '../../../src/rehearsal/differences.ts';
import type { Evidence, Phase, Rehearsal } from '../../../src/rehearsal/rehearsal.ts';

const proof = (name: string, seen: string): Evidence => ({
  id: 'web-process',
  name,
  ok: true,
  severity: 'error',
  expected: '',
  seen,
});
const phase = (name: Phase['name'], change: Partial<Phase> = {}): Phase => {
  return {
    name,
    verdict: 'passed',
    startedAfterMs: 0,
    durationMs: 1234,
    reason: null,
    evidence: [],
    log: [],
    ...change,
  };
};
function rehearsal(
  verdict: Rehearsal['verdict'],
  phases: Phase[],
  change: Partial<Rehearsal> = {},
): Rehearsal {
  return {
    schemaVersion: 1,
    project: '/shop',
    startedAt: '2026-11-24T00:00:00.000Z',
    durationMs: 9_900,
    verdict,
    phases,
    dynos: [],
    requests: [],
    build: null,
    slugBytes: null,
    addons: [],
    configVars: [],
    missingConfigVars: [],
    differences: ['Differs from Heroku: one thing, because of another.'],
    ...change,
  };
}
const options = { color: false, resultFile: '/state/shop.json', command: 'dynoready rehearse' };

test('a phase that ended is one line with its time and what it gave', () => {
  expect(
    renderPhase(
      phase('boot', { evidence: [proof('web process', 'first page (200) after 0.41 s')] }),
      false,
    ),
  ).toBe('  boot     passed    1.2 s  first page (200) after 0.41 s\n');
  expect(
    renderPhase(
      phase('release', { verdict: 'failed', reason: 'release command failed: exit status 1' }),
      false,
    ),
  ).toBe('  release  failed    1.2 s  release command failed: exit status 1\n');
  expect(
    renderPhase(
      phase('stop', { verdict: 'skipped', durationMs: 0, reason: 'the app did not boot' }),
      true,
    ),
  ).toBe('  stop     \x1b[2mskipped\x1b[0m   0.0 s  the app did not boot\n');
});

test('a rehearsal that passed says what it proved, what harms, what it cannot know, and the push', () => {
  const harm: Evidence = {
    id: 'plain-http',
    name: 'plain http',
    ok: false,
    severity: 'warning',
    expected: '301 to https',
    seen: '200',
    rule: 'ssl-redirect-missing',
  };
  const phases = [
    phase('boot', { evidence: [proof('web process', 'first page (200) after 0.41 s')] }),
    phase('probe', { evidence: [harm] }),
  ];
  expect(
    renderRehearsal(rehearsal('passed', phases), options),
  ).toBe(`The rehearsal passed: 2 of 2 phases in 9.9 s.

Checks passed:
  boot     web process: first page (200) after 0.41 s

It deploys, but production is affected:
  plain http: expected 301 to https, seen 200 (dynoready explain ssl-redirect-missing)

What this rehearsal cannot prove:
  Differs from Heroku: one thing, because of another.

Full result: /state/shop.json
Next: git push heroku HEAD:main
`);
});

test('a rehearsal that failed shows what was expected and seen, the end of the log, and the next step', () => {
  const bad: Evidence = {
    id: 'web-process',
    name: 'web process',
    ok: false,
    severity: 'error',
    expected: 'it listens',
    seen: 'it listens nowhere',
    rule: 'procfile-fixed-port',
    facts: { code: 'R10' },
  };
  const phases = [
    phase('boot', {
      verdict: 'failed',
      reason: 'R10',
      evidence: [bad],
      log: ['app[web.1]: waiting'],
    }),
  ];
  expect(
    renderRehearsal(rehearsal('failed', phases), options),
  ).toBe(`The rehearsal failed in boot (9.9 s).

boot: R10
  web process
    expected  it listens
    seen      it listens nowhere
    more      dynoready explain procfile-fixed-port

  From the log (1 lines in all):
  | app[web.1]: waiting

What this rehearsal cannot prove:
  Differs from Heroku: one thing, because of another.

Full result: /state/shop.json
Next: dynoready explain R10; fix, commit, then: dynoready rehearse
`);
});

test('a variable that the settings asked for in vain becomes an option to add', () => {
  const log = [
    "KeyError: 'SECRET_KEY'",
    'django.core.exceptions.ImproperlyConfigured: Set the STRIPE_KEY environment variable',
  ];
  const failed = rehearsal(
    'failed',
    [phase('build', { verdict: 'failed', reason: 'collectstatic-other', log })],
    {
      missingConfigVars: ['STRIPE_KEY'],
    },
  );
  expect(renderRehearsal(failed, options)).toContain(
    '\nNext: dynoready rehearse --config-var STRIPE_KEY=… --config-var SECRET_KEY=…\n',
  );
});

test('the next step follows the first phase that failed, and what is not well is named', () => {
  const harm: Evidence = {
    id: 'procfile',
    name: 'Procfile',
    ok: false,
    severity: 'warning',
    expected: 'a line `web: …`',
    seen: 'none found',
  };
  const phases = [
    phase('detect', { evidence: [harm] }),
    phase('check', {
      verdict: 'failed',
      reason: 'check --deploy: security.W004',
      evidence: [{ ...harm, severity: 'error', rule: 'hsts-missing' }],
    }),
    phase('boot', {
      verdict: 'failed',
      reason: 'H14',
      evidence: [{ ...harm, severity: 'error', facts: { code: 'H14' } }],
    }),
  ];
  const text = renderRehearsal(rehearsal('failed', phases), options);
  expect(text).toContain('\nAlso found:\n  Procfile: expected a line `web: …`, seen none found\n');
  expect(text).toContain(
    '\nNext: dynoready explain hsts-missing; fix, commit, then: dynoready rehearse\n',
  );
});

test('a cause that is known is said with its lines, its place and what to do', () => {
  const cause: Evidence = {
    id: 'build',
    name: 'build: install-dependencies',
    ok: false,
    severity: 'error',
    expected: 'a slug',
    seen: 'pip could not install the dependencies',
    facts: {
      code: 'install-dependencies::pip',
      cause: 'Two requirements exclude each other',
      lines: ['The conflict is caused by:', '    thing 1.0 depends on django>=4.2'],
      frame: 'shop/apps.py:3 in ready: load()',
      remedy: ['Change one of them in requirements.txt:', '  dynoready check'],
    },
  };
  const failed = [phase('build', { verdict: 'failed', reason: 'x', evidence: [cause] })];
  const text = renderRehearsal(
    rehearsal('failed', failed, { missingConfigVars: ['KEY'] }),
    options,
  );
  expect(text).toContain(`    seen      pip could not install the dependencies
    means     Two requirements exclude each other
    raised    shop/apps.py:3 in ready: load()
    said      The conflict is caused by:
                  thing 1.0 depends on django>=4.2
    do        Change one of them in requirements.txt:
                dynoready check
`);
  expect(text).toContain('\nNext: do what build says above, commit, then: dynoready rehearse\n');
});

test('of a failed probe only what stands before the last exception is shown', () => {
  const log = [
    't heroku[router]: at=info',
    't app[web.1]: Traceback',
    't app[web.1]: ValueError: no',
    't app[web.1]: "GET / HTTP/1.1" 500',
    // What the probe provokes itself.
    "t app[web.1]: django.core.exceptions.DisallowedHost: Invalid HTTP_HOST header: 'elsewhere.example'",
  ];
  const text = renderRehearsal(
    rehearsal('failed', [phase('probe', { verdict: 'failed', reason: 'page /: 500', log })]),
    options,
  );
  expect(text).toContain(
    '  From the log (5 lines in all):\n  | t app[web.1]: Traceback\n  | t app[web.1]: ValueError: no\n\n',
  );
  expect(text).toContain('\nNext: fix what is said above, commit, then: dynoready rehearse\n');
});

test('an interruption says that nothing is left', () => {
  expect(renderRehearsal(rehearsal('interrupted', []), { ...options, resultFile: undefined })).toBe(
    'Interrupted after 9.9 s; nothing is left running.\n\nNext: dynoready rehearse\n',
  );
});

test('a line of the log that is shown has its control characters written out', () => {
  const failed = phase('boot', { verdict: 'failed', reason: 'R10', log: ['\x1b[2J\x9bA\tend'] });
  expect(renderRehearsal(rehearsal('failed', [failed]), options)).toContain(
    '  | \\x1b[2J\\x9bA\tend\n',
  );
});

test('what an app or a server says cannot steer the terminal', () => {
  const failed = phase('boot', {
    verdict: 'failed',
    reason: 'it ended\u001b[2J\nCleared',
    evidence: [{ ...proof('GET /\u009b1m', '500\r\u202e'), ok: false, expected: '\u0007200' }],
  });
  const text = `${renderPhase(failed, false)}${renderRehearsal(rehearsal('failed', [failed]), { color: false, resultFile: undefined, command: 'dynoready rehearse' })}`;
  expect(text).toContain('it ended\\x1b[2J\\nCleared');
  expect(text).toContain('  GET /\\x9b1m\n    expected  \\x07200\n    seen      500\\r\\u202e\n');
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('what differs in every rehearsal is counted, and listed when asked for', () => {
  const own = 'Differs from Heroku: the add-on papertrail has no stand-in here.';
  const all = { ...rehearsal('passed', []), differences: [own, ...STANDING_DIFFERENCES] };
  const folded = renderRehearsal(all, options);
  expect(folded).toContain(own);
  expect(folded).toContain(
    `  ${STANDING_DIFFERENCES.length} differences from Heroku are the same in every rehearsal; --differences lists them.\n`,
  );
  expect(folded).not.toContain(STANDING_DIFFERENCES[0]);
  const listed = renderRehearsal(all, { ...options, showsDifferences: true });
  for (const one of all.differences) expect(listed).toContain(one);
});
