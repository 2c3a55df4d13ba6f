import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderFleetPage } from '../../../src/cli/report/fleet-page.ts';
import { bareOutcome, fleetLine } from '../../../src/fleet/line.ts';
import { earlierRun, summarize } from '../../../src/fleet/summary.ts';
import { madeLine, RUN } from '../../fleet/made-lines.ts';

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

const HOSTILE = '</script><img src="https://example.com/x.png" onerror="document.title = 1">';
const LINES = [
  madeLine('alpha', ['debug-on', 'hosts-empty']),
  madeLine('beta', ['debug-on']),
  madeLine('gamma'),
  madeLine(HOSTILE, ['hosts-empty', 'driver-undeclared', 'static-root-missing']),
  fleetLine('zeta', bareOutcome('failed', `fatal: ${HOSTILE}`), RUN),
];

let folder: string;
let browser: Browser;
let page: Page;
let asked: string[];
let complaints: string[];

beforeAll(async () => {
  if (program === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'fleet-page-'));
  const facts = { name: 'shops.txt', checker: '0.1.0', day: '2026-12-01', against: 'before.jsonl' };
  const earlier = earlierRun([madeLine('alpha', ['debug-on', 'python-eol'])]);
  writeFileSync(join(folder, 'page.html'), renderFleetPage(summarize(LINES, earlier, 100), facts));
  browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

describe.skipIf(program === undefined)(`in ${program ?? 'a browser, which is not there'}`, () => {
  const open = async (bypassCSP: boolean): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP });
    page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(folder, 'page.html')).href);
  };
  beforeEach(() => {
    asked = [];
    complaints = [];
    return () => page.context().close();
  });

  const names = async (): Promise<string[]> =>
    (await page.locator('#repositories tbody tr:visible td:first-child').allTextContents()).map(
      (name) => name.slice(0, 9),
    );

  test('its own policy lets its script run, and nothing of a repository', async () => {
    await open(false);
    expect(asked).toEqual([page.url()]);
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('Fleet: 5 repositories');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('#shown').textContent()).toBe('5 of 5 shown');
    expect(await names()).toEqual(['zeta', '</script>', 'alpha', 'beta', 'gamma']);
  });

  test('it filters by name, status and rule, and a rule of the table above is a filter', async () => {
    await open(false);
    await page.fill('#words', 'ETA');
    expect(await names()).toEqual(['zeta', 'beta']);
    await page.selectOption('#status', 'findings');
    expect(await names()).toEqual(['beta']);
    await page.fill('#words', '');
    await page.getByRole('button', { name: 'hosts-empty' }).click();
    expect(await names()).toEqual(['</script>', 'alpha']);
    expect(await page.locator('#shown').textContent()).toBe('2 of 5 shown');
  });

  test('it sorts by words and by numbers, both ways, also the trend', async () => {
    await open(false);
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await press('repository');
    expect(await names()).toEqual(['</script>', 'alpha', 'beta', 'gamma', 'zeta']);
    await press('repository');
    expect((await names())[0]).toBe('zeta');
    await press('errors');
    expect((await names()).slice(0, 3)).toEqual(['</script>', 'alpha', 'beta']);
    await press('gone');
    expect((await names())[0]).toBe('alpha');
    expect(await page.locator('th[aria-sort=descending]').textContent()).toBe('gone');
  });

  test.each(['light', 'dark'] as const)(
    '%s: axe finds nothing to object to',
    async (colorScheme) => {
      await open(true);
      await page.emulateMedia({ colorScheme });
      await page.evaluate(AXE);
      const found = (await page.evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] })`,
      )) as AxeResults;
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    },
  );

  test.each([360, 1280])('%d pixels wide, only the tables scroll sideways', async (width) => {
    await open(false);
    await page.setViewportSize({ width, height: 700 });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(width);
  });
});
