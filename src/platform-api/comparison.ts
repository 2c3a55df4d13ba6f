import type { EvaluatedSettings } from '../evaluator/api.ts';
import type { AppJson } from '../project/app-json.ts';
import type { Procfile } from '../project/procfile.ts';
import type { LiveApp } from './live-app.ts';

/**
 * breaks: the next release would fail or answer no request. differs: it deploys, and something
 * changes. note: worth knowing.
 */
export type DifferenceGravity = 'breaks' | 'differs' | 'note';

export const DIFFERENCE_KINDS = [
  'config-var-missing',
  'config-var-not-read',
  'add-on-missing',
  'add-on-plan',
  'add-on-not-declared',
  'process-type-new',
  'process-type-gone',
  'process-command',
  'web-scaled-to-zero',
  'stack-declared',
  'stack-of-next-build',
  'stack-deprecated',
  'buildpacks',
  'release-not-successful',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/**
 * One point in which the repository and the live app do not agree: facts only, and never the value
 * of a config var.
 */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly gravity: DifferenceGravity;
  /** What it is about: the name of a variable, process type, add-on service, stack. */
  readonly subject: string;
  readonly here: string | undefined;
  readonly live: string | undefined;
}

/** What a comparison looks at in the repository. */
export interface ComparedRepository {
  readonly procfile: Procfile | undefined;
  readonly appJson: AppJson | undefined;
  /**
   * The production settings; undefined when they were not found, and then no variable counts as
   * read.
   */
  readonly settings: EvaluatedSettings | undefined;
}

/**
 * Variables that the platform or the buildpack gives every dyno, so that they are no config vars.
 * Source: Dev Center, "Dynos and the dyno manager"; read 2026-11-23.
 */
const GIVEN_TO_DYNOS =
  /^(PORT|DYNO|DYNO_RAM|HOME|PATH|LANG|USER|PWD|PYTHONHASHSEED|PYTHONHOME|PYTHONUNBUFFERED|PYTHONPATH|WEB_CONCURRENCY)$/;

/**
 * Config vars that something other than the settings reads: Django itself, gunicorn, the build, the
 * platform.
 */
const READ_ELSEWHERE =
  /^(DJANGO_SETTINGS_MODULE|WEB_CONCURRENCY|GUNICORN_CMD_ARGS|DISABLE_COLLECTSTATIC|COLLECTSTATIC_.*|PIP_.*|UV_.*|POETRY_.*|PYTHON[A-Z]*|TZ|LD_.*|HEROKU_.*|NEW_RELIC_.*|DD_.*)$/;

/**
 * Every difference, the gravest first, and within a gravity in the order of {@link
 * DIFFERENCE_KINDS}.
 */
export function compareWithLiveApp(
  repository: ComparedRepository,
  live: LiveApp,
): readonly Difference[] {
  const order: readonly DifferenceGravity[] = ['breaks', 'differs', 'note'];
  return [
    ...compareConfigVars(repository, live),
    ...compareAddons(repository.appJson, live),
    ...compareProcessTypes(repository.procfile, live),
    ...compareStack(repository.appJson, live),
    ...compareBuildpacks(repository.appJson, live),
    ...lastRelease(live),
  ].sort(
    (a, b) =>
      order.indexOf(a.gravity) - order.indexOf(b.gravity) ||
      DIFFERENCE_KINDS.indexOf(a.kind) - DIFFERENCE_KINDS.indexOf(b.kind),
  );
}

function compareConfigVars({ appJson, settings }: ComparedRepository, live: LiveApp): Difference[] {
  const lookups = settings?.lookups ?? [];
  const required = new Map<string, string>();
  for (const { name, required: needed, value, generated } of appJson?.env.values() ?? []) {
    if (needed || generated || value !== undefined) required.set(name, 'app.json declares it');
  }
  for (const { variable, required: needed } of lookups)
    if (needed) required.set(variable, `${settings!.module} has no default for it`);
  const set = new Set(live.configVarNames);
  const missing = [...required]
    .filter(([name]) => !set.has(name) && !GIVEN_TO_DYNOS.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([subject, here]): Difference => ({
        kind: 'config-var-missing',
        gravity: gravityOfMissing(subject),
        subject,
        here,
        live: undefined,
      }),
    );
  if (settings === undefined) return missing;

  const read = new Set([
    ...lookups.map(({ variable }) => variable),
    ...(appJson?.env.keys() ?? []),
    ...live.addons.flatMap(({ configVars }) => configVars),
  ]);
  const unread = live.configVarNames
    .filter((name) => !read.has(name) && !READ_ELSEWHERE.test(name))
    .map(
      (subject): Difference => ({
        kind: 'config-var-not-read',
        gravity: 'note',
        subject,
        here: undefined,
        live: 'set',
      }),
    );
  return [...missing, ...unread];

  function gravityOfMissing(name: string): DifferenceGravity {
    if (settings === undefined || name === 'DJANGO_SETTINGS_MODULE') return 'breaks';
    return lookups.some(({ variable, required: needed }) => needed && variable === name)
      ? 'breaks'
      : 'differs';
  }
}

function compareAddons(appJson: AppJson | undefined, live: LiveApp): Difference[] {
  const serviceOf = (plan: string): string => plan.split(':')[0]!;
  const declared = new Map((appJson?.addons ?? []).map(({ value }) => [serviceOf(value), value]));
  const attached = new Map(live.addons.map(({ plan }) => [serviceOf(plan), plan]));
  const differences: Difference[] = [];
  for (const [subject, here] of declared) {
    const plan = attached.get(subject);
    if (plan === undefined)
      differences.push({
        kind: 'add-on-missing',
        gravity: 'breaks',
        subject,
        here,
        live: undefined,
      });
    else if (here.includes(':') && here !== plan)
      differences.push({ kind: 'add-on-plan', gravity: 'note', subject, here, live: plan });
  }
  for (const [subject, plan] of attached) {
    if (!declared.has(subject))
      differences.push({
        kind: 'add-on-not-declared',
        gravity: 'note',
        subject,
        here: undefined,
        live: plan,
      });
  }
  return differences;
}

function compareProcessTypes(procfile: Procfile | undefined, live: LiveApp): Difference[] {
  const running = new Map(live.processTypes.map((type) => [type.name, type]));
  const differences: Difference[] = [];
  for (const { name, command } of procfile?.processTypes.values() ?? []) {
    const type = running.get(name);
    // The release type is run by the platform and scaled by nobody, so an app need not list it.
    if (type === undefined && name === 'release') continue;
    if (type === undefined)
      differences.push({
        kind: 'process-type-new',
        gravity: 'differs',
        subject: name,
        here: command,
        live: undefined,
      });
    else if (type.command !== command) {
      differences.push({
        kind: 'process-command',
        gravity: 'differs',
        subject: name,
        here: command,
        live: type.command,
      });
    }
  }
  for (const { name, command, quantity } of running.values()) {
    if (procfile?.processTypes.has(name)) continue;
    // Without a Procfile the buildpack may still give a default web process.
    if (procfile === undefined && name === 'web') continue;
    const shown = `${command} (${quantity} running)`;
    differences.push({
      kind: 'process-type-gone',
      gravity: 'differs',
      subject: name,
      here: undefined,
      live: shown,
    });
  }
  if (running.get('web')?.quantity === 0) {
    differences.push({
      kind: 'web-scaled-to-zero',
      gravity: 'breaks',
      subject: 'web',
      here: undefined,
      live: '0 dynos',
    });
  }
  return differences;
}

function compareStack(appJson: AppJson | undefined, live: LiveApp): Difference[] {
  const { stack, buildStack = stack } = live;
  if (stack === undefined || buildStack === undefined) return [];
  const differences: Difference[] = [];
  const declared = appJson?.stack?.value;
  if (declared !== undefined && declared !== buildStack) {
    differences.push({
      kind: 'stack-declared',
      gravity: 'differs',
      subject: declared,
      here: declared,
      live: buildStack,
    });
  }
  if (stack !== buildStack) {
    differences.push({
      kind: 'stack-of-next-build',
      gravity: 'differs',
      subject: buildStack,
      here: undefined,
      live: stack,
    });
  }
  if (live.stacks.find(({ name }) => name === buildStack)?.state === 'deprecated') {
    differences.push({
      kind: 'stack-deprecated',
      gravity: 'differs',
      subject: buildStack,
      here: undefined,
      live: buildStack,
    });
  }
  return differences;
}

function compareBuildpacks(appJson: AppJson | undefined, live: LiveApp): Difference[] {
  const declared = (appJson?.buildpacks ?? []).map(({ value }) => shortBuildpack(value));
  if (declared.length === 0) return [];
  const installed = live.buildpacks.map(shortBuildpack);
  if (declared.join() === installed.join()) return [];
  const shown = installed.length === 0 ? 'none set: chosen at each build' : installed.join(', ');
  return [
    {
      kind: 'buildpacks',
      gravity: 'differs',
      subject: 'buildpacks',
      here: declared.join(', '),
      live: shown,
    },
  ];
}

/**
 * The official buildpacks go by three spellings: `heroku/python`, `urn:buildpack:heroku/python`,
 * the repository's URL.
 */
function shortBuildpack(name: string): string {
  return name
    .replace(/^urn:buildpack:/, '')
    .replace(/^https:\/\/github\.com\/heroku\/heroku-buildpack-([a-z]+)(\.git)?$/, 'heroku/$1');
}

function lastRelease({ lastRelease: last }: LiveApp): Difference[] {
  if (last === undefined || last.status === 'succeeded') return [];
  const shown = `v${last.version} (${last.description}): ${last.status}`;
  return [
    {
      kind: 'release-not-successful',
      gravity: 'differs',
      subject: `v${last.version}`,
      here: undefined,
      live: shown,
    },
  ];
}
