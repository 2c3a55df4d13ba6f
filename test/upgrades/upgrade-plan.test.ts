import { describe, expect, test } from 'vitest';
import { djangoCycles } from '../../src/facts/django-series.ts';
import { findPythonLine, pythonCycles, pythonLines } from '../../src/facts/python-lines.ts';
import { allowsPython, type StackInUse } from '../../src/upgrades/stack-in-use.ts';
import { planUpgrade } from '../../src/upgrades/upgrade-plan.ts';
import { keepToAugustFacts } from '../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

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
  return planUpgrade(inUse(...given)).map(({ layer, from, to }) => `${layer} ${from} → ${to}`);
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

test('a Python that Heroku no longer builds stays until the Django allows one that it builds', () => {
  const [first] = planUpgrade(inUse('2.2', '3.8'));
  expect(`${first?.layer} ${first?.to}`).toBe('Django 3.2');
  const plan = planUpgrade(inUse('3.0', '3.9'));
  expect(plan.map(({ layer, to }) => `${layer} ${to}`).slice(0, 2)).toEqual([
    'Django 3.2',
    'Python 3.10',
  ]);
});

test('a project without a declared Django still raises its Python', () => {
  expect(told(undefined, '3.11')).toEqual(['Python 3.11 → 3.14']);
});

test('a Django step on Heroku Postgres asks for the oldest server it works with', () => {
  const [step] = planUpgrade({
    ...inUse('5.2', '3.14'),
    postgres: { cycle: '17', from: 'assumed' },
  });
  expect(step?.do).toEqual([
    'heroku pg:info: the server must be PostgreSQL 15 or newer',
    'python -W error::DeprecationWarning manage.py test, still on 5.2',
    'bound Django to ~=6.1.0 and lock again',
    'python manage.py check --deploy',
    'dynoready rehearse',
  ]);
});

describe('from every pair of Django and Python that works', () => {
  const newest = djangoCycles().at(-1)!;
  const newestPython = pythonLines().findLast(({ line }) =>
    allowsPython(newest.python, line),
  )?.line;
  const pairs = djangoCycles().flatMap((django) =>
    pythonCycles()
      .filter(({ cycle }) => allowsPython(django.python, cycle))
      .map(({ cycle }) => [django.cycle, cycle] as const),
  );

  test.each(pairs)(
    'Django %s on Python %s: every step ends in a pair that works, the last in the newest',
    (startDjango, startPython) => {
      let django = startDjango;
      let python = startPython;
      for (const step of planUpgrade(inUse(startDjango, startPython))) {
        if (step.layer === 'Django') {
          django = step.to;
          python =
            /write (\S+) into \.python-version in the same commit/.exec(step.do.join('\n'))?.[1] ??
            python;
        } else python = step.to;
        const cycle = djangoCycles().find((one) => one.cycle === django)!;
        expect(allowsPython(cycle.python, python), `${django} on ${python}`).toBe(true);
        if (step.layer === 'Python')
          expect(findPythonLine(python), `Heroku builds ${python}`).toBeDefined();
      }
      expect([django, python]).toEqual([newest.cycle, newestPython]);
    },
  );
});
