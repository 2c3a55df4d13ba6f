import { expect, test } from 'vitest';
import { memoryChart } from '../../src/cli/report/rehearsal-charts.ts';
import { renderRehearsalPage } from '../../src/cli/report/rehearsal-page.ts';
import type { Rehearsal } from '../../src/heroku/rehearsal.ts';

const memory = {
  method: 'PSS',
  peakMb: 600,
  code: 'R14',
  samples: [
    [500, 100],
    [1000, 600],
  ],
} satisfies Rehearsal['dynos'][number]['memory'];
const dyno: Rehearsal['dynos'][number] = { name: 'web.1', size: 'basic', quotaMb: 512, startedAfterMs: 2000, memory, written: [] };
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
      { name: 'build', verdict: 'passed', startedAfterMs: 0, durationMs: 5000, reason: null, evidence: [], log: [] },
      { name: 'probe', verdict: 'failed', startedAfterMs: 5000, durationMs: 2500, reason: 'page /: 500', evidence: [evidence], log: [] },
      { name: 'stop', verdict: 'skipped', startedAfterMs: 7500, durationMs: 0, reason: 'interrupted', evidence: [], log: [] },
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
  expect(page).toContain('@media (prefers-color-scheme: dark)');
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
  expect(page).toContain('<p class="about">/work/shop · 2026-11-24 01:02:03 UTC · 10.0 s · slug of 21.7 MB</p>');
  expect(page).toContain('<td class="word bad">fails</td><td class="word">probe</td>');
  expect(page).toContain('<td class="word bad">503 H12</td>');
  expect(page).toContain('<li>Differs from Heroku: one thing, because of another.</li>');
  const passed = renderRehearsalPage(rehearsal({ verdict: 'passed', phases: [], requests: [] }));
  expect(passed).toContain('<span class="good">passed</span>');
  expect(passed).toContain('None: everything that was looked at is well.');
});

test('phases lie on one scale of time, and a skipped one has no bar', () => {
  const page = renderRehearsalPage(rehearsal());
  expect(page.match(/<i class="(passed|failed|skipped)" style="[^"]*"/g)).toEqual([
    '<i class="passed" style="left:0.00%;width:max(3px,50.00%)"',
    '<i class="failed" style="left:50.00%;width:max(3px,25.00%)"',
  ]);
  expect(page).toContain('<td colspan="3">skipped: interrupted</td>');
});

test('the newest 200 requests are listed, and how many there were is said', () => {
  const page = renderRehearsalPage(rehearsal({ requests: Array.from({ length: 250 }, (_, at) => ({ ...request, path: `/${at}` })) }));
  expect(page).toContain('The newest 200 of 250 requests');
  expect(page).not.toContain('<td>GET /49</td>');
  expect(page).toContain('<td>GET /50</td>');
});

test('the curve of a dyno crosses the line of its quota where it exceeded it', () => {
  const chart = memoryChart(dyno);
  expect(chart).toContain('web.1 on basic: at most 600 of 512 MB (117 %, PSS), R14');
  expect(chart).toContain('<polyline class="curve over" points="342,86.4 628,18.2"/>');
  const quotaY = Number(/class="quota"[^>]* y1="([\d.]+)"/.exec(chart)?.[1]);
  expect(quotaY).toBeGreaterThan(18.2);
  expect(quotaY).toBeLessThan(86.4);
  expect(memoryChart({ ...dyno, memory: { ...memory, peakMb: 0, samples: [] } })).toBe(
    '<figure><figcaption>web.1 on basic: it ended before its memory was looked at</figcaption></figure>',
  );
});
