import type { DjangoCycle } from '../facts/django-series.ts';
import { compareCycles, daysBetween } from '../facts/end-of-life.ts';
import { everyDjango } from '../facts/ended-series.ts';
import { mayBuildPython, pythonLines } from '../facts/python-lines.ts';
import { isRetiredStack, stackCycles } from '../facts/stacks.ts';
import type { DeclaredPackage } from './packages.ts';
import { allowsPython, type StackInUse } from './stack-in-use.ts';
import {
  checkCommands,
  djangoCodemod,
  type ProjectTools,
  pythonCodemod,
  raiseCommands,
  testCommand,
} from './step-commands.ts';

/** One step of an upgrade: small enough to be deployed alone. */
export interface UpgradeStep {
  readonly layer: 'Django' | 'Python' | 'Stack';
  readonly from: string | undefined;
  readonly to: string;
  /** The Python that has to change in the same step, since none that builds runs both Djangos. */
  readonly withPython: string | undefined;
  /** Why it stands at this place of the order. */
  readonly because: string;
  /** Packages that are raised in this step, since theirs declares an earlier end. */
  readonly packages: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** What to do, in order. */
  readonly do: readonly string[];
  /** Commands that rewrite the code. */
  readonly codemod: readonly string[];
  /** What shows that it worked. */
  readonly check: readonly string[];
}

/** What a plan goes by beside the layers. */
export interface PlanContext {
  /** ISO date of the run. */
  readonly today: string;
  /** Where Django shall end: at the newest series, or at the last with long-term support. */
  readonly target: 'newest' | 'lts';
  readonly packages: readonly DeclaredPackage[];
  readonly tools: ProjectTools;
}

/**
 * The steps that lead from what is in use to the target, in an order in which each can be deployed
 * before the next begins: first what the platform refuses (stack, Python), then Django from one
 * long-term series to the next, Python as soon as a Django asks for it and else behind it, the stack
 * last. Empty when nothing is to be raised.
 */
export function planUpgrade(inUse: StackInUse, context: PlanContext): readonly UpgradeStep[] {
  const plan = new Plan(inUse, context);
  const { cycle: stack } = inUse.stack;
  if (stack !== undefined && isRetiredStack(stack))
    plan.raiseStack('first: the platform refuses every build on the old one');
  plan.leaveRefusedPython();
  for (let hop = plan.nextHop(); hop !== undefined; hop = plan.nextHop()) plan.raiseDjango(hop);
  plan.raiseToNewestPython();
  if (stack !== undefined && !isRetiredStack(stack))
    plan.raiseStack(
      'last, so that a fault of the operating system can be told from one of the code',
    );
  return plan.steps;
}

/** The steps so far, and what is in use behind them. */
class Plan {
  readonly steps: UpgradeStep[] = [];
  readonly #context: PlanContext;
  readonly #inUse: StackInUse;
  readonly #raised = new Map<string, string>();
  #python: string | undefined;
  #django: DjangoCycle | undefined;

  constructor(inUse: StackInUse, context: PlanContext) {
    this.#inUse = inUse;
    this.#context = context;
    this.#python = inUse.python.cycle;
    this.#django = everyDjango().find(({ cycle }) => cycle === inUse.django.cycle);
  }

  nextHop(): DjangoCycle | undefined {
    return this.#django && hopsFrom(this.#django, this.#context.target)[0];
  }

  /** Where no line that builds runs the old Django, its next step takes both. */
  leaveRefusedPython(): void {
    if (this.#python === undefined || mayBuildPython(this.#python)) return;
    const django = this.#django;
    if (django === undefined) return;
    const lines = buildable(django);
    const hop = this.nextHop();
    const shared = lines.filter((line) => hop === undefined || allowsPython(hop.python, line));
    const to = shared.at(-1) ?? lines.at(-1);
    if (to !== undefined)
      this.#raisePython(
        to,
        `Heroku refuses ${this.#python}, and Django ${django.cycle} runs on it`,
      );
    else {
      const [first] = hopsFrom(django, this.#context.target).filter(
        (one) => buildable(one).length > 0,
      );
      if (first !== undefined) this.raiseDjango(first);
    }
  }

  raiseDjango(hop: DjangoCycle): void {
    const from = this.#django!;
    this.#sharePython(from, hop);
    const together =
      this.#python !== undefined && !buildsOn(hop, this.#python)
        ? this.#pythonWith(hop)
        : undefined;
    const { tools } = this.#context;
    const packages = this.#packagesFor(hop.cycle);
    const between = hopsFrom(from, 'newest').filter(
      ({ cycle }) => compareCycles(cycle, hop.cycle) < 0,
    );
    const raised = [{ name: 'django', to: `${hop.cycle}.0` }, ...packages];
    this.steps.push({
      layer: 'Django',
      from: from.cycle,
      to: hop.cycle,
      withPython: together,
      because: `${hop.lts ? 'the next long-term series' : 'the newest series'}, supported until ${hop.supportEnds} (${this.#daysOf(hop)})`,
      packages,
      do: [
        ...(this.#inUse.postgres === undefined || hop.oldestPostgres === undefined
          ? []
          : [`heroku pg:info: the server must be PostgreSQL ${hop.oldestPostgres} or newer`]),
        `${testCommand(tools)}, still on ${from.cycle}: fix what warns`,
        ...(between.length === 0
          ? []
          : [
              `on the way, without deploying: ${between.map(({ cycle }) => cycle).join(', ')}, with the tests at each`,
            ]),
        ...(together === undefined
          ? []
          : [
              `write ${together} into .python-version in the same commit: no Python runs both series`,
            ]),
        ...raiseCommands(tools, raised),
      ],
      codemod: [
        djangoCodemod(hop.cycle),
        ...(together === undefined ? [] : pythonCodemod(together)),
      ],
      check: checkCommands(tools),
    });
    for (const { name, to } of packages) this.#raised.set(name, to);
    if (together !== undefined) this.#python = together;
    this.#django = hop;
  }

  raiseToNewestPython(): void {
    const django = this.#django;
    const newest = buildable(django).at(-1);
    if (newest === undefined || this.#python === undefined) return;
    if (compareCycles(this.#python, newest) >= 0) return;
    this.#raisePython(
      newest,
      django === undefined
        ? 'the newest that Heroku builds'
        : `the newest that Heroku builds and Django ${django.cycle} runs on`,
    );
  }

  raiseStack(because: string): void {
    const from = this.#inUse.stack.cycle;
    const to = stackCycles().at(-1)!.cycle;
    const isKnown = stackCycles().some(({ cycle }) => cycle === from) || isRetiredStack(from ?? '');
    if (from === to || !isKnown) return;
    this.steps.push({
      ...{ layer: 'Stack', from, to, because, withPython: undefined, packages: [], codemod: [] },
      do: [`write "${to}" into "stack" of app.json`, `heroku stack:set ${to}`],
      check: ['dynoready rehearse', 'push once without other changes'],
    });
  }

  /** Before Django is raised, Python goes to a line that both series run on, where there is one. */
  #sharePython(from: DjangoCycle, hop: DjangoCycle): void {
    const shared = buildable(hop).filter((line) => allowsPython(from.python, line));
    const to = shared.at(-1);
    if (this.#python === undefined || shared.includes(this.#python) || to === undefined) return;
    this.#raisePython(
      to,
      `Django ${from.cycle} and ${hop.cycle} both run on it, and Heroku builds it`,
    );
  }

  /** The newest line for this Django, and for the one after it where there is such a line. */
  #pythonWith(hop: DjangoCycle): string | undefined {
    const lines = buildable(hop);
    const [next] = hopsFrom(hop, this.#context.target);
    const shared = lines.filter((line) => next !== undefined && allowsPython(next.python, line));
    return shared.at(-1) ?? lines.at(-1);
  }

  #raisePython(to: string, because: string): void {
    const { tools } = this.#context;
    this.steps.push({
      ...{ layer: 'Python', from: this.#python, to, because, withPython: undefined, packages: [] },
      do: [`write ${to} into .python-version`],
      codemod: pythonCodemod(to),
      check: checkCommands(tools),
    });
    this.#python = to;
  }

  #packagesFor(django: string): { name: string; from: string; to: string }[] {
    return this.#context.packages.flatMap(({ name, inUse, raises }) => {
      const to = raises.find((one) => one.django === django)?.to;
      const from = this.#raised.get(name) ?? inUse;
      return to === undefined || from === undefined || from === to ? [] : [{ name, from, to }];
    });
  }

  #daysOf({ supportEnds }: DjangoCycle): string {
    const days = daysBetween(this.#context.today, supportEnds);
    return days < 0 ? 'over' : `buys ${days} days`;
  }
}

/** The choice at the end: the last series with long-term support, and the newest of all. */
export function djangoChoice(
  today: string,
): readonly { readonly series: string; readonly lts: boolean; readonly days: number }[] {
  const all = everyDjango();
  const ends = new Set([all.findLast(({ lts }) => lts)!, all.at(-1)!]);
  return [...ends].map(({ cycle, lts, supportEnds }) => ({
    series: cycle,
    lts,
    days: daysBetween(today, supportEnds),
  }));
}

/** The series of Django that a plan goes through from the given one, oldest first. */
export function djangosAhead(
  series: string | undefined,
  target: PlanContext['target'],
): readonly string[] {
  const django = everyDjango().find(({ cycle }) => cycle === series);
  return django === undefined ? [] : hopsFrom(django, target).map(({ cycle }) => cycle);
}

/** Each long-term series after the given one, then the newest series where that is the target. */
function hopsFrom(django: DjangoCycle, target: PlanContext['target']): readonly DjangoCycle[] {
  const later = everyDjango().filter(({ cycle }) => compareCycles(cycle, django.cycle) > 0);
  return later.filter((one) => one.lts || (target === 'newest' && one === later.at(-1)));
}

/** The lines of Python that Heroku builds and the Django runs on, oldest first. */
function buildable(django: DjangoCycle | undefined): readonly string[] {
  const lines = pythonLines().map(({ line }) => line);
  return django === undefined ? lines : lines.filter((line) => allowsPython(django.python, line));
}

function buildsOn(django: DjangoCycle, python: string): boolean {
  return allowsPython(django.python, python) && mayBuildPython(python);
}
