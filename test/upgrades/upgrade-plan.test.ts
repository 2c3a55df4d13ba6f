import { describe, expect, test } from 'vitest';
import { everyDjango, everyPython } from '../../src/facts/ended-series.ts';
import { findPythonLine, pythonLines } from '../../src/facts/python-lines.ts';
import { allowsPython, type StackInUse } from '../../src/upgrades/stack-in-use.ts';
import { djangoChoice, type PlanContext, planUpgrade } from '../../src/upgrades/upgrade-plan.ts';
import { keepToAugustFacts } from '../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

const CONTEXT: PlanContext = {
  today: '2026-11-24',
  target: 'newest',
  packages: [],
  tools: { manager: 'pip', isCompiled: false, manage: 'manage.py', usesPytest: false },
};

function inUse(django: string | undefined, python: string | undefined, stack?: string): StackInUse {
  return {
    django: { cycle: django, from: 'requirements.txt' },
    python: { cycle: python, from: '.python-version' },
    packageManager: { cycle: 'pip 26.2.1', from: 'requirements.txt' },
    postgres: undefined,
    keyValueStore: undefined,
    stack: { cycle: stack, from: 'app.json' },
  };
}

function told(...given: Parameters<typeof inUse>): string[] {
  return planUpgrade(inUse(...given), CONTEXT).map(
    ({ layer, from, to }) => `${layer} ${from} → ${to}`,
  );
}

test('the newest of everything leaves nothing to do', () => {
  expect(told('6.1', '3.14', 'heroku-26')).toEqual([]);
});

test('an old project goes from one long-term series to the next, Python in between, the stack last', () => {
  expect(told('3.2', '3.8', 'heroku-22')).toEqual([
    'Python 3.8 → 3.10',
    'Django 3.2 → 4.2',
    'Django 4.2 → 5.2',
    'Python 3.10 → 3.14',
    'Django 5.2 → 6.1',
    'Stack heroku-22 → heroku-26',
  ]);
});

test('what the platform refuses comes first: the stack, then Python', () => {
  expect(told('4.2', '3.9', 'heroku-20').slice(0, 3)).toEqual([
    'Stack heroku-20 → heroku-26',
    'Python 3.9 → 3.12',
    'Django 4.2 → 5.2',
  ]);
});

test('Python and Django change together where no line that builds runs the old series', () => {
  const [first, second] = planUpgrade(inUse('1.11', '2.7'), CONTEXT);
  expect([first?.layer, first?.to, first?.withPython]).toEqual(['Django', '3.2', '3.10']);
  expect(first?.do).toContain('on the way, without deploying: 2.2, with the tests at each');
  expect(first?.codemod).toEqual([
    "git ls-files -z '*.py' | xargs -0 uvx django-upgrade --target-version 3.2",
    "git ls-files -z '*.py' | xargs -0 uvx pyupgrade --py310-plus",
  ]);
  expect(`${second?.layer} ${second?.to}`).toBe('Django 4.2');
});

test('a package that declares an earlier end is raised in the step that needs it', () => {
  const restful = {
    ...{ name: 'djangorestframework', from: 'requirements.txt', inUse: '3.12.4', newest: '3.17.0' },
    ...{ python: '>=3.5', djangos: ['2.2', '3.0', '3.1'], vulnerabilities: [], unknown: [] },
    raises: [
      { django: '4.2', to: '3.15.0' },
      { django: '5.2', to: '3.16.0' },
      { django: '6.1', to: undefined },
    ],
  };
  const plan = planUpgrade(inUse('3.2', '3.10'), {
    ...CONTEXT,
    packages: [restful],
    tools: { ...CONTEXT.tools, manager: 'uv', usesPytest: true },
  });
  const raised = plan.filter(({ layer }) => layer === 'Django').map(({ packages }) => packages);
  expect(raised).toEqual([
    [{ name: 'djangorestframework', from: '3.12.4', to: '3.15.0' }],
    [{ name: 'djangorestframework', from: '3.15.0', to: '3.16.0' }],
    [],
  ]);
  expect(plan[0]?.do).toContain('uv add "django~=4.2.0" "djangorestframework~=3.15.0"');
  expect(plan[0]?.check[1]).toBe(
    'python -m pytest -W always::DeprecationWarning -W always::PendingDeprecationWarning',
  );
});

test('long-term support can be the target; both ends are shown with the days they buy', () => {
  const plan = planUpgrade(inUse('4.2', '3.12'), { ...CONTEXT, target: 'lts' });
  expect(plan.map(({ to }) => to)).toEqual(['5.2', '3.14']);
  expect(djangoChoice('2026-11-24')).toEqual([
    { series: '5.2', lts: true, days: 523 },
    { series: '6.1', lts: false, days: 402 },
  ]);
});

test('a project without a declared Django still raises its Python', () => {
  expect(told(undefined, '3.11')).toEqual(['Python 3.11 → 3.14']);
});

test('a Django step on Heroku Postgres asks for the oldest server it works with', () => {
  const [step] = planUpgrade(
    { ...inUse('5.2', '3.14'), postgres: { cycle: '17', from: 'assumed' } },
    CONTEXT,
  );
  const warnings = '-W always::DeprecationWarning -W always::PendingDeprecationWarning';
  expect(step?.do).toEqual([
    'heroku pg:info: the server must be PostgreSQL 15 or newer',
    `python ${warnings} manage.py test, still on 5.2: fix what warns`,
    'write django~=6.1.0 into requirements.txt',
    'pip install -r requirements.txt',
  ]);
  expect(step?.check).toEqual([
    'python manage.py check --deploy',
    `python ${warnings} manage.py test`,
    'dynoready rehearse',
  ]);
});

describe('from every pair of Django and Python that works', () => {
  const newest = everyDjango().at(-1)!;
  const newestPython = pythonLines().findLast(({ line }) =>
    allowsPython(newest.python, line),
  )?.line;
  const pairs = everyDjango().flatMap((django) =>
    everyPython()
      .filter(({ cycle }) => allowsPython(django.python, cycle))
      .map(({ cycle }) => [django.cycle, cycle] as const),
  );

  test.each(pairs)(
    'Django %s on Python %s: every step ends in a pair that works, the last in the newest',
    (startDjango, startPython) => {
      let django = startDjango;
      let python = startPython;
      for (const step of planUpgrade(inUse(startDjango, startPython), CONTEXT)) {
        if (step.layer === 'Django') {
          django = step.to;
          python = step.withPython ?? python;
        } else python = step.to;
        const cycle = everyDjango().find((one) => one.cycle === django)!;
        expect(allowsPython(cycle.python, python), `${django} on ${python}`).toBe(true);
        expect(findPythonLine(python), `Heroku builds ${python}`).toBeDefined();
      }
      expect([django, python]).toEqual([newest.cycle, newestPython]);
    },
  );
});
