import type { PlainValue } from '../evaluator/api.ts';
import { platformEnvironment } from '../project/django/platform-environment.ts';
import type { Repository } from '../project/repository.ts';
import type { FileTree } from '../python/file-tree.ts';
import type { Remark } from './exercise.ts';

/** What a settings module came to under one environment. */
export interface TrialOutcome {
  /** Why it does not import; undefined when it does. */
  readonly failure: { readonly message: string } | undefined;
  /** The settings asked for; one that is missing here is not set, or could not be decided. */
  readonly values: ReadonlyMap<string, PlainValue>;
}

/** One environment under which a module of the learner is tried, and what must come of it. */
export interface SettingsTrial {
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The settings that `judge` looks at. */
  readonly names: readonly string[];
  /** What is wrong with the outcome; undefined when nothing is. */
  readonly judge: (outcome: TrialOutcome) => Remark | undefined;
}

/** Values that stand in for what a person sets on an app. */
export const GIVEN_KEY = 'wJ8rT2mQ5vX9kL4nB7cF1dH6yG3pS0zAeUoIxRtYqWzVbNhMk';
export const GIVEN_HOST = 'www.example.com';
export const GIVEN_DATABASE_URL = 'postgres://user:password@db.example.com:5432/first';
export const OTHER_DATABASE_URL = 'postgres://other:secret@db.example.org:5433/second';

/** Tried as a dyno would evaluate it, without running anything of the project. */
export function tryByReading(
  repository: Repository,
  { module, environment, names }: SettingsTrial,
): TrialOutcome {
  const settings = repository.djangoProject?.evaluate(module, environment);
  const values = names.flatMap((name): [string, PlainValue][] => {
    const state = settings?.get(name);
    return state?.state === 'known' ? [[name, state.value]] : [];
  });
  return { failure: settings?.failure, values: new Map(values) };
}

/** Everything that production asks for, set as on an app: by name, with what the platform adds. */
export function fullEnvironment(repository: Repository): Record<string, string> {
  const given: Record<string, string> = {
    ...platformEnvironment(repository.appJson),
    ...exampleValues(repository.files),
    DATABASE_URL: GIVEN_DATABASE_URL,
  };
  const { djangoProject } = repository;
  if (djangoProject?.productionModule !== undefined)
    given.DJANGO_SETTINGS_MODULE = djangoProject.productionModule.value;
  const hosts = variablesOf(repository, 'ALLOWED_HOSTS');
  const keys = variablesOf(repository, 'SECRET_KEY');
  for (const { variable, required } of djangoProject?.production?.lookups ?? []) {
    if (keys.includes(variable)) given[variable] = GIVEN_KEY;
    else if (hosts.includes(variable)) given[variable] = GIVEN_HOST;
    else if (/^(DJANGO_)?ENV(IRONMENT)?$/.test(variable)) given[variable] ??= 'production';
    // A number is a text, too: what is converted must not fail for the stand-in's sake.
    else if (required) given[variable] ??= '1';
  }
  return given;
}

/**
 * What the settings ask for beside the database, for a rehearsal of a project whose app.json does
 * not say it yet.
 */
export function standInConfigVars(repository: Repository): Record<string, string> {
  return without(fullEnvironment(repository), 'DATABASE_URL');
}

/** What `.env.example` gives a value. */
export function exampleValues(files: FileTree): Record<string, string> {
  const lines = (files.text('.env.example') ?? '').split(/\r\n|\r|\n/);
  return Object.fromEntries(
    lines.flatMap((line) =>
      [/^([A-Za-z_]\w*)=(.+)$/.exec(line.trim())?.slice(1, 3) ?? []].filter(
        (pair) => pair.length === 2,
      ),
    ),
  );
}

/**
 * The variables that a setting of production is made from, without those that the platform itself
 * sets.
 */
export function variablesOf(repository: Repository, setting: string): readonly string[] {
  const state = repository.djangoProject?.production?.get(setting);
  if (state === undefined || state.state === 'absent') return [];
  return state.dependsOn.filter(
    (name) =>
      !['DYNO', 'PORT', 'DATABASE_URL', 'DJANGO_SETTINGS_MODULE'].includes(name) &&
      !/^(DJANGO_)?ENV(IRONMENT)?$/.test(name),
  );
}

/** The environment without one variable. */
export function without(
  environment: Readonly<Record<string, string>>,
  name: string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([one]) => one !== name));
}
