import { expect, test } from 'vitest';
import { memory as memoryOf } from '../../../src/cli/report/rehearsal-charts.ts';
import { renderRehearsalPage } from '../../../src/cli/report/rehearsal-page.ts';
import type { Rehearsal } from '../../../src/rehearsal/rehearsal.ts';

const memory = {
  method: 'PSS',
  peakMb: 600,
  code: 'R14',
  samples: [
    [500, 100],
    [1000, 600],
  ],
} satisfies Rehearsal['dynos'][number]['memory'];
const dyno: Rehearsal['dynos'][number] = {
  name: 'web.1',
  size: 'basic',
  quotaMb: 512,
  startedAfterMs: 2000,
  memory,
  written: [],
};
const request: Rehearsal['requests'][number] = {
  afterMs: 3000,
  method: 'GET',
  path: '/a?<b>',
  dyno: 'web.1',
  status: 503,
  code: 'H12',
  connectMs: 1,
  serviceMs: 30_000,
};
const evidence = {
  id: 'page',
  name: 'page /<script>',
  ok: false,
  severity: 'error',
  expected: 'no server error',
  seen: '500 & "quoted"',
  rule: 'debug-on',
} as const;

function rehearsal(change: Partial<Rehearsal> = {}): Rehearsal {
  return {
    schemaVersion: 1,
    project: '/work/shop',
    startedAt: '2026-11-24T01:02:03.456Z',
    durationMs: 10_000,
    verdict: 'failed',
    phases: [
      {
        name: 'build',
        verdict: 'passed',
        startedAfterMs: 0,
        durationMs: 5000,
        reason: null,
        evidence: [],
        log: [],
      },
      {
        name: 'probe',
        verdict: 'failed',
        startedAfterMs: 5000,
        durationMs: 2500,
        reason: 'page /: 500',
        evidence: [evidence],
        log: [],
      },
      {
        name: 'stop',
        verdict: 'skipped',
        startedAfterMs: 7500,
        durationMs: 0,
        reason: 'interrupted',
        evidence: [],
        log: [],
      },
    ],
    dynos: [dyno],
    requests: [request],
    build: null,
    slugBytes: 21_700_000,
    addons: [],
    configVars: [],
    missingConfigVars: [],
    differences: ['Differs from Heroku: one thing, because of another.'],
    ...change,
  };
}

test('the page is one document that asks for nothing from elsewhere and runs nothing', () => {
  const page = renderRehearsalPage(rehearsal());
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import/);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).toContain('@media screen and (prefers-color-scheme: dark)');
  expect(page).toContain('@media print');
});

test('what the app says is text, never markup', () => {
  const page = renderRehearsalPage(rehearsal());
  expect(page).toContain('<td>page /&lt;script&gt;</td>');
  expect(page).toContain('500 &amp; &quot;quoted&quot;<br><code>dynoready explain debug-on</code>');
  expect(page).toContain('<td>GET /a?&lt;b&gt;</td>');
});

test('it says the verdict, the facts, each finding, and each difference', () => {
  const page = renderRehearsalPage(rehearsal());
  expect(page).toContain('<h1>The rehearsal <span class="bad">failed in probe</span></h1>');
  expect(page).toContain(
    '<p class="about">shop · 2026-11-24 01:02:03 UTC · 10.0 s · slug of 21.7 MB</p>',
  );
  expect(page).toContain('<td class="word bad">failed</td><td class="word">probe</td>');
  expect(page).toContain('<td class="word bad">503 H12</td>');
  expect(page).toContain('<li>Differs from Heroku: one thing, because of another.</li>');
  const passed = renderRehearsalPage(rehearsal({ verdict: 'passed', phases: [], requests: [] }));
  expect(passed).toContain('<span class="good">passed</span>');
  expect(passed).toContain('None: every check passed.');
});

test('phases lie on one scale of time, and a skipped one has no bar', () => {
  const page = renderRehearsalPage(rehearsal());
  expect(page.match(/<i class="(passed|failed|skipped)" style="[^"]*"/g)).toEqual([
    '<i class="passed" style="left:0.00%;width:max(3px,50.00%)"',
    '<i class="failed" style="left:50.00%;width:max(3px,25.00%)"',
  ]);
  expect(page).toContain('<td colspan="3">skipped: interrupted</td>');
});

test('requests are gathered by page and answer, and the newest 200 are listed one by one', () => {
  const many = Array.from({ length: 250 }, (_, at) => ({
    ...request,
    path: `/${at % 125}`,
    serviceMs: at,
  }));
  const page = renderRehearsalPage(rehearsal({ requests: many }));
  const [together = '', single = ''] = page.split(
    '<details><summary>One by one, the newest 200</summary>',
  );
  expect(together).toContain('<caption>250 requests by page and answer</caption>');
  expect(together).toMatch(
    /<td>GET \/3<\/td><td class="number">2<\/td>\n<td class="number">3 ms<\/td><td class="number">128 ms<\/td>/,
  );
  expect(single.match(/<tr><td class="number">/g)).toHaveLength(200);
});

test('what failed comes first, with the end of its log to be opened', () => {
  const [build, probe] = rehearsal().phases;
  const log = Array.from({ length: 250 }, (_, at) => `line ${at} <b>`);
  const page = renderRehearsalPage(
    rehearsal({
      phases: [
        { ...build!, log: ['built'] },
        { ...probe!, log },
      ],
    }),
  );
  expect(page.indexOf('<h2>Findings')).toBeLessThan(page.indexOf('<h2>Time'));
  expect(page).toContain(
    '<details><summary>The log of probe, its last 200 of 250 lines</summary><pre>line 50 &lt;b&gt;\n',
  );
  expect(page).not.toContain('The log of build');
  const passed = renderRehearsalPage(rehearsal({ verdict: 'passed' }));
  expect(passed.indexOf('<h2>Time')).toBeLessThan(passed.indexOf('<h2>Findings'));
});

test('the curve of a dyno crosses the line of its quota where it exceeded it', () => {
  const chart = memoryOf(rehearsal());
  expect(chart).toContain('web.1 on basic: at most 600 of 512 MB (117 %, PSS), R14');
  const [first, last] = /<polyline class="curve over" points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"\/>/
    .exec(chart)!
    .slice(1)
    .map(Number);
  const quotaY = Number(/class="quota"[^>]* y1="([\d.]+)"/.exec(chart)?.[1]);
  expect(quotaY).toBeGreaterThan(last!);
  expect(quotaY).toBeLessThan(first!);
});

test('one-off dynos, and those that ended at once, are rows of a table', () => {
  const short = {
    ...dyno,
    name: 'worker.1',
    memory: { ...memory, peakMb: 0, code: null, samples: [] },
  };
  const table = memoryOf(rehearsal({ dynos: [dyno, { ...dyno, name: 'run.1' }, short] }));
  expect(table.match(/<svg/g)).toHaveLength(1);
  expect(table).toContain(
    '<th scope="row">run.1</th><td class="word">basic</td><td class="bad">600 of 512 MB (PSS), R14</td>',
  );
  expect(table).toContain(
    '<th scope="row">worker.1</th><td class="word">basic</td><td>it ended before its memory was looked at</td>',
  );
});

test('a phase that failed without evidence is a finding, with its reason', () => {
  const build = {
    name: 'build',
    verdict: 'failed',
    startedAfterMs: 0,
    durationMs: 1,
    reason: 'no <slug>',
  } as const;
  const page = renderRehearsalPage(rehearsal({ phases: [{ ...build, evidence: [], log: [] }] }));
  expect(page).toContain(
    '<h2>Findings</h2>\n<p><strong class="bad">build</strong> no &lt;slug&gt;</p>',
  );
  expect(page).not.toContain('every check passed');
});
