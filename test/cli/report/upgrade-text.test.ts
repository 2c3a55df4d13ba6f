import { expect, test } from 'vitest';
import { keepUpJson, renderKeepUp } from '../../../src/cli/report/upgrade-text.ts';
import { describeLayers, isDue } from '../../../src/upgrades/layers.ts';
import type { StackInUse } from '../../../src/upgrades/stack-in-use.ts';
import { djangoChoice, planUpgrade } from '../../../src/upgrades/upgrade-plan.ts';
import { keepToAugustFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

const IN_USE: StackInUse = {
  django: { cycle: '5.2', from: 'requirements.txt' },
  python: { cycle: '3.10', from: '.python-version' },
  packageManager: { cycle: 'pip 26.2.1', from: 'requirements.txt; the buildpack brings it' },
  postgres: undefined,
  keyValueStore: undefined,
  stack: {
    cycle: undefined,
    from: 'app.json names none',
    unsure: 'no file names it; heroku stack shows yours',
  },
};
const today = '2026-11-24';
const report = {
  today,
  withinDays: 90,
  notes: [],
  packages: [],
  isOffline: true,
  layers: describeLayers(IN_USE, today),
  choice: djangoChoice(today),
  plan: planUpgrade(IN_USE, {
    ...{ today, target: 'newest', packages: [] },
    tools: { manager: 'pip', isCompiled: false, manage: 'manage.py', usesPytest: false },
  }),
};

test('a person reads a table, the plan in order, and what is due', () => {
  expect(renderKeepUp(report, false)).toMatchInlineSnapshot(`
    "layer            in use      newest     on Heroku   supported until  days left     next           from
    Django           5.2         6.1        6.1         2028-04-30       523           6.1 (step 2)   requirements.txt
    Python           3.10        3.14       3.14        2026-10-31       ended 24 ago  3.14 (step 1)  .python-version; Heroku builds it until 2027-01-06
    Package manager  pip 26.2.1  -          pip 26.2.1  -                -             -              requirements.txt; the buildpack brings it
    Stack            ?           heroku-26  heroku-26   -                -             -              app.json names none

    Cannot tell:
      Stack: no file names it; heroku stack shows yours

    In this order, each deployed before the next begins:
     1. Python 3.10 → 3.14: Django 5.2 and 6.1 both run on it, and Heroku builds it
          write 3.14 into .python-version
          git ls-files -z '*.py' | xargs -0 uvx pyupgrade --py314-plus
          check: python manage.py check --deploy
          check: python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test
          check: dynoready rehearse
     2. Django 5.2 → 6.1: the newest series, supported until 2027-12-31 (buys 402 days)
          python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test, still on 5.2: fix what warns
          write django~=6.1.0 into requirements.txt
          pip install -r requirements.txt
          git ls-files -z '*.py' | xargs -0 uvx django-upgrade --target-version 6.1
          check: python manage.py check --deploy
          check: python -W always::DeprecationWarning -W always::PendingDeprecationWarning manage.py test
          check: dynoready rehearse
    Django can end at 5.2 (long-term) for 523 days, or 6.1 for 402 days: --target lts or newest.

    Python 3.10 is out of support, or will be within 90 days. It cannot be told of Stack: name it in a file, or with --assume. Counted from 2026-11-24; dates read on 2026-11-30.

    Heroku has been in sustaining engineering since 2026-02-06: it works on stability, security and support, adds no new features and takes no new enterprise contracts.
    Source: Heroku company blog, "An Update on Heroku", https://www.heroku.com/blog/an-update-on-heroku/
    "
  `);
});

test('a machine reads the same', () => {
  const document = JSON.parse(keepUpJson(report)) as {
    schemaVersion: number;
    layers: { name: string }[];
    plan: { layer: string }[];
  };
  expect(document.schemaVersion).toBe(1);
  expect(document.layers[1]).toEqual({
    name: 'Python',
    inUse: '3.10',
    from: '.python-version',
    newest: '3.14',
    newestOnHeroku: '3.14',
    supportedUntil: '2026-10-31',
    daysLeft: -24,
    platform: 'Heroku builds it until 2027-01-06',
    cannotTell: null,
    due: true,
    next: { to: '3.14', step: 1 },
  });
  expect(document.plan.map(({ layer }) => layer)).toEqual(['Python', 'Django']);
});

test.each([
  ['2026-10-31', 0, false],
  ['2026-11-01', 0, true],
  ['2026-08-01', 92, true],
  ['2026-08-01', 91, false],
])('on %s, within %i days, Python 3.10 is due: %s', (day, within, due) => {
  const python = describeLayers(IN_USE, day).find(({ name }) => name === 'Python')!;
  expect(isDue(python, within)).toBe(due);
});

test('a layer that Heroku refuses to build is due whatever its date', () => {
  const layers = describeLayers(
    {
      ...IN_USE,
      python: { cycle: '3.9', from: 'runtime.txt' },
      stack: { cycle: 'heroku-20', from: 'app.json' },
    },
    '2020-01-01',
  );
  expect(
    layers.filter((layer) => isDue(layer, 0)).map(({ name, platform }) => [name, platform]),
  ).toEqual([
    ['Python', 'Heroku does not build it'],
    ['Stack', 'Heroku does not build on it'],
  ]);
});
