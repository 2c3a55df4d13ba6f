import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderRehearsalPage } from '../../../src/cli/report/rehearsal-page.ts';
import type { Evidence, Rehearsal } from '../../../src/rehearsal/rehearsal.ts';

/** The page as a browser shows it: Debian's Chromium, with axe as the reader who does not see. */
const program = findChromium();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function findChromium(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}

const HOSTILE =
  '</script></pre><img src="https://example.com/x.png" onerror="document.title = 1"><b style="x">';
const evidence = (
  name: string,
  ok: boolean,
  severity: 'error' | 'warning' = 'error',
): Evidence => ({
  id: 'page',
  name,
  ok,
  severity,
  expected: 'no server error',
  seen: ok ? '200' : `500; the log says: ${HOSTILE}`,
  ...(ok ? {} : { rule: 'debug-on' }),
});
const dyno = (
  name: string,
  peakMb: number,
  code: 'R14' | null = null,
): Rehearsal['dynos'][number] => ({
  name,
  size: 'basic',
  quotaMb: 512,
  startedAfterMs: 2000,
  memory: {
    method: 'PSS',
    peakMb,
    code,
    samples: Array.from({ length: 40 }, (_, at) => [at * 500, (peakMb * (at + 1)) / 40]),
  },
  written: [],
});
const phase = (
  name: Rehearsal['phases'][number]['name'],
  verdict: 'passed' | 'failed' | 'skipped',
  startedAfterMs: number,
): Rehearsal['phases'][number] => ({
  name,
  verdict,
  startedAfterMs,
  durationMs: 3000,
  reason: verdict === 'failed' ? `page /: ${HOSTILE}` : null,
  evidence: [],
  log: [],
});

const green: Rehearsal = {
  schemaVersion: 1,
  project: '/home/somebody/projects/a-rather-long-name-of-a-folder/shop',
  startedAt: '2026-11-24T01:02:03.456Z',
  durationMs: 20_000,
  verdict: 'passed',
  phases: [
    phase('build', 'passed', 0),
    phase('check', 'passed', 3000),
    { ...phase('probe', 'passed', 6000), evidence: [evidence('page /', true)] },
  ],
  dynos: [dyno('web.1', 120), dyno('web.2', 480), dyno('worker.1', 610, 'R14'), dyno('run.1', 90)],
  requests: Array.from({ length: 120 }, (_, at) => ({
    afterMs: 6000 + at * 20,
    method: 'GET',
    path: at % 9 === 0 ? `/search/?q=${'long'.repeat(30)}` : `/page/${at % 12}/`,
    dyno: `web.${1 + (at % 2)}`,
    status: at % 40 === 3 ? 404 : 200,
    code: null,
    connectMs: 1,
    serviceMs: 5 + ((at * 37) % 200),
  })),
  build: null,
  slugBytes: 21_700_000,
  addons: [],
  configVars: [],
  missingConfigVars: [],
  differences: ['Differs from Heroku: one thing, because of another.'],
};
const red: Rehearsal = {
  ...green,
  requests: green.requests.slice(0, 20),
  verdict: 'failed',
  phases: [
    phase('build', 'passed', 0),
    {
      ...phase('probe', 'failed', 3000),
      evidence: [evidence(`page /${HOSTILE}`, false), evidence('a header', false, 'warning')],
      log: [HOSTILE, 'x'.repeat(400)],
    },
    phase('stop', 'skipped', 6000),
  ],
};

let folder: string;
let browser: Browser;
let page: Page;
let asked: string[];
let complaints: string[];

beforeAll(async () => {
  if (program === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'dynoready-page-'));
  writeFileSync(join(folder, 'green.html'), renderRehearsalPage(green));
  writeFileSync(join(folder, 'red.html'), renderRehearsalPage(red));
  browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

describe.skipIf(program === undefined)(`in ${program ?? 'a browser, which is not there'}`, () => {
  beforeEach(async () => {
    // Axe is put in from outside, which the page's own policy would forbid.
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      bypassCSP: true,
    });
    page = await context.newPage();
    asked = [];
    complaints = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    return () => context.close();
  });

  const open = (name: 'green' | 'red') =>
    page.goto(pathToFileURL(join(folder, `${name}.html`)).href);

  test.each(['green', 'red'] as const)(
    '%s: asks for nothing but itself, and runs nothing that the app wrote',
    async (name) => {
      await open(name);
      expect(asked).toEqual([page.url()]);
      expect(complaints).toEqual([]);
      expect(await page.title()).toBe(
        `Rehearsal of shop: ${name === 'green' ? 'passed' : 'failed'}`,
      );
      expect(await page.locator('img, b, script').count()).toBe(0);
    },
  );

  test.each([
    ['green', 'light'],
    ['green', 'dark'],
    ['red', 'light'],
    ['red', 'dark'],
  ] as const)(
    '%s, %s: axe finds nothing to object to, contrast included',
    async (name, colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await open(name);
      for (const details of await page.locator('details').all())
        await details.evaluate((one) => one.setAttribute('open', ''));
      await page.evaluate(AXE);
      const found = (await page.evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] })`,
      )) as AxeResults;
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(found.passes.map(({ id }) => id)).toEqual(
        expect.arrayContaining([
          'color-contrast',
          'heading-order',
          'html-has-lang',
          'document-title',
        ]),
      );
    },
  );

  test.each([320, 360, 768, 1280])(
    '%d pixels wide, nothing has to be scrolled sideways',
    async (width) => {
      await page.setViewportSize({ width, height: 700 });
      for (const name of ['green', 'red'] as const) {
        await open(name);
        for (const details of await page.locator('details').all())
          await details.evaluate((one) => one.setAttribute('open', ''));
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
    },
  );

  test('on a phone each finding and request has the width for its words, and is a row of a table all the same', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    await open('red');
    const widths = await page
      .locator('.evidence td:nth-child(n+3), .by-page td:nth-child(2)')
      .evaluateAll((all) => all.map((one) => one.clientWidth));
    expect(widths.length).toBeGreaterThan(10);
    expect(Math.min(...widths)).toBeGreaterThan(300);
    const told = await page.locator('main').ariaSnapshot();
    expect(told).toContain('row "warning probe a header no server error');
    expect(told).toContain('columnheader "expected"');
    expect(told).toContain('cell "a header"');
  });

  test('what can be opened is reached and opened by keyboard, and one sees where one is', async () => {
    await open('red');
    for (const label of ['The log of probe (2 lines)', 'One by one']) {
      await page.keyboard.press('Tab');
      const summary = page.locator('summary', { hasText: label });
      expect(await summary.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
      expect(
        await summary.evaluate(
          (one) => one.ownerDocument.defaultView.getComputedStyle(one).outlineStyle,
        ),
      ).toBe('solid');
      await page.keyboard.press(label === 'One by one' ? 'Space' : 'Enter');
      expect(await summary.evaluate((one) => one.parentElement?.hasAttribute('open'))).toBe(true);
    }
  });

  test('read aloud it has its parts in order, and each chart says what it shows', async () => {
    await open('green');
    const headings = await page.getByRole('heading').allTextContents();
    expect(headings).toEqual([
      'The rehearsal passed',
      'Time',
      'Findings',
      'Memory',
      'Requests',
      'Checks passed',
      'What this rehearsal cannot prove',
    ]);
    const charts = await page.getByRole('img').all();
    expect(await Promise.all(charts.map((one) => one.getAttribute('aria-label')))).toEqual([
      'web.1 on basic: at most 120 of 512 MB (23 %, PSS)',
      'web.2 on basic: at most 480 of 512 MB (94 %, PSS)',
      'worker.1 on basic: at most 610 of 512 MB (119 %, PSS), R14',
    ]);
    expect(await page.locator('main').ariaSnapshot()).toContain('rowheader "build"');
  });

  test('on paper everything is open, and light', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await open('red');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(28, 30, 33)');
    expect(await page.locator('pre').isVisible()).toBe(true);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
});
