import { expect, test } from 'vitest';
import {
  keepUpCalendar,
  keepUpCsv,
  keepUpMarkdown,
} from '../../../src/cli/report/keep-up-formats.ts';
import { keepUpPage, keepUpPicture } from '../../../src/cli/report/keep-up-picture.ts';
import type { KeepUpReport } from '../../../src/cli/report/upgrade-text.ts';
import { describeLayers } from '../../../src/upgrades/layers.ts';
import { planUpgrade } from '../../../src/upgrades/upgrade-plan.ts';
import { keepToAugustFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

const today = '2026-11-24';
const inUse = {
  django: { cycle: '5.2', from: 'requirements.txt' },
  python: { cycle: '3.10', from: '.python-version' },
  packageManager: { cycle: 'pip 26.2.1', from: 'requirements.txt' },
  postgres: undefined,
  keyValueStore: undefined,
  stack: { cycle: undefined, from: 'app.json names none', unsure: 'no file names it, "none"' },
};
const packages: KeepUpReport['packages'] = [
  {
    ...{ name: 'whitenoise', from: 'requirements.txt', inUse: '5.3.0', newest: '6.12.0' },
    ...{ python: '>=3.5', djangos: ['2.2'], raises: [], unknown: [] },
    vulnerabilities: [{ id: 'PYSEC-1', fixedIn: ['6.0'] }],
  },
];
const tools = {
  manager: 'pip',
  isCompiled: false,
  manage: 'manage.py',
  usesPytest: false,
} as const;
function report(): KeepUpReport {
  return {
    ...{ today, withinDays: 90, notes: [], packages, isOffline: false, choice: [] },
    layers: describeLayers(inUse, today),
    plan: planUpgrade(inUse, { today, target: 'newest', packages, tools }),
  };
}

test('comma-separated values keep commas and quotes within a cell', () => {
  expect(keepUpCsv(report()).split('\r\n')).toEqual([
    'kind,name,in use,newest,on Heroku,supported until,days left,state',
    'layer,Django,5.2,6.1,6.1,2028-04-30,523,supported',
    'layer,Python,3.10,3.14,3.14,2026-10-31,-24,due',
    'layer,Package manager,pip 26.2.1,,pip 26.2.1,,,supported',
    'layer,Stack,?,heroku-26,heroku-26,,,"cannot tell: no file names it, ""none"""',
    'package,whitenoise,5.3.0,6.12.0,,,,PYSEC-1',
    '',
  ]);
});

test('a calendar has a day for each known end, and warns before it', () => {
  const lines = keepUpCalendar(report()).split('\r\n');
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  expect(lines).toContain('SUMMARY:Django 5.2: last day of support');
  expect(lines).toContain('DTSTART;VALUE=DATE:20280430');
  expect(lines).toContain('DTEND;VALUE=DATE:20280501');
  expect(lines).toContain('TRIGGER:-P90D');
  expect(lines.at(-2)).toBe('END:VCALENDAR');
});

test('Markdown has the layers, the packages and a box for each step', () => {
  const text = keepUpMarkdown(report());
  expect(text).toContain('| Python | 3.10 | 3.14 | 2026-10-31 | due |');
  expect(text).toContain('| whitenoise | 5.3.0 | 6.12.0 | PYSEC-1 |');
  expect(text.match(/^- \[ \] .*/gm)).toEqual([
    '- [ ] Python 3.10 → 3.14: Django 5.2 and 6.1 both run on it, and Heroku builds it',
    '- [ ] Django 5.2 → 6.1: the newest series, supported until 2027-12-31 (buys 402 days)',
  ]);
});

test('the picture has a bar for each known end, longer for a later one, and today', () => {
  const picture = keepUpPicture(report());
  const bars = [...picture.matchAll(/<rect x="190" y="\d+" width="(\d+)".*?fill="(#\w+)"/g)];
  const [django, python] = bars.map(([, width]) => Number(width));
  expect(bars.map(([, , fill]) => fill)).toEqual(['#2e7d5b', '#c0392b']);
  expect(django).toBeGreaterThan(python!);
  expect(picture).toContain('today, 2026-11-24');
  expect(picture).toContain('cannot tell');
});

test('the page holds the picture and the text, and takes neither for markup', () => {
  const page = keepUpPage(report(), '<b> & text');
  expect(page).toContain('<svg');
  expect(page).toContain('&lt;b&gt; &amp; text');
});
