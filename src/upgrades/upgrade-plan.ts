import type { DjangoCycle } from '../facts/django-series.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { everyDjango } from '../facts/ended-series.ts';
import { pythonLines } from '../facts/python-lines.ts';
import { stackCycles } from '../facts/stacks.ts';
import { allowsPython, type StackInUse } from './stack-in-use.ts';

/** One step of an upgrade: small enough to be deployed alone. */
export interface UpgradeStep {
  readonly layer: 'Django' | 'Python' | 'Stack';
  readonly from: string | undefined;
  readonly to: string;
  /** Why it stands at this place of the order. */
  readonly because: string;
  /** What to do, then what shows that it worked. */
  readonly do: readonly string[];
}

const CHECK = 'dynoready rehearse';

/**
 * The steps that lead from what is in use to the newest of each layer, in an order in which each
 * can be deployed before the next begins: Django from one long-term series to the next, Python as
 * soon as a Django asks for it and else behind it, the stack last. Empty when all is newest.
 */
export function planUpgrade(inUse: StackInUse): readonly UpgradeStep[] {
  const steps: UpgradeStep[] = [];
  let python = inUse.python.cycle;
  let django = everyDjango().find(({ cycle }) => cycle === inUse.django.cycle);

  const raisePython = (to: string, because: string): void => {
    steps.push({
      layer: 'Python',
      from: python,
      to,
      because,
      do: [`write ${to} into .python-version`, CHECK],
    });
    python = to;
  };

  for (const hop of django === undefined ? [] : hopsFrom(django)) {
    const between = buildable().filter(
      (line) => allowsPython(hop.python, line) && allowsPython(django!.python, line),
    );
    if (python !== undefined && !between.includes(python)) {
      const shared = between.at(-1);
      if (shared !== undefined)
        raisePython(
          shared,
          `Django ${django!.cycle} and ${hop.cycle} both run on it, and Heroku builds it`,
        );
    }
    const together =
      python !== undefined && !allowsPython(hop.python, python)
        ? buildable().find((line) => allowsPython(hop.python, line))
        : undefined;
    steps.push({
      layer: 'Django',
      from: django!.cycle,
      to: hop.cycle,
      because: `${hop.lts ? 'the next long-term series' : 'the newest series'}, supported until ${hop.supportEnds}`,
      do: [
        ...(inUse.postgres === undefined || hop.oldestPostgres === undefined
          ? []
          : [`heroku pg:info: the server must be PostgreSQL ${hop.oldestPostgres} or newer`]),
        ...(together === undefined
          ? []
          : [
              `write ${together} into .python-version in the same commit: no Python runs both series`,
            ]),
        `python -W error::DeprecationWarning manage.py test, still on ${django!.cycle}`,
        `bound Django to ~=${hop.cycle}.0 and lock again`,
        'python manage.py check --deploy',
        CHECK,
      ],
    });
    if (together !== undefined) python = together;
    django = hop;
  }

  const newestPython = buildable()
    .filter((line) => django === undefined || allowsPython(django.python, line))
    .at(-1)!;
  if (python !== undefined && compareCycles(python, newestPython) < 0) {
    raisePython(
      newestPython,
      django === undefined
        ? 'the newest that Heroku builds'
        : `the newest that Heroku builds and Django ${django.cycle} runs on`,
    );
  }
  const stack = stackCycles().at(-1)!.cycle;
  if (inUse.stack.cycle !== undefined && inUse.stack.cycle !== stack) {
    steps.push({
      layer: 'Stack',
      from: inUse.stack.cycle,
      to: stack,
      because: 'last, so that a fault of the operating system can be told from one of the code',
      do: [
        `write "${stack}" into "stack" of app.json`,
        `heroku stack:set ${stack}`,
        'push once without other changes',
      ],
    });
  }
  return steps;
}

/** The series of Django that a plan goes through from the given one, oldest first. */
export function djangosAhead(series: string | undefined): readonly string[] {
  const django = everyDjango().find(({ cycle }) => cycle === series);
  return django === undefined ? [] : hopsFrom(django).map(({ cycle }) => cycle);
}

/** Each long-term series after the given one, then the newest series. */
function hopsFrom(django: DjangoCycle): readonly DjangoCycle[] {
  const later = everyDjango().filter(({ cycle }) => compareCycles(cycle, django.cycle) > 0);
  return later.filter((one) => one.lts || one === later.at(-1));
}

function buildable(): readonly string[] {
  return pythonLines().map(({ line }) => line);
}
