import type { EvaluatedSettings, PlainValue, SettingState } from '../../evaluator/api.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { Repository } from '../../project/repository.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { pythonSource } from '../apps/python-source.ts';

/** A setting whose value is certain. */
export type KnownSetting = Extract<SettingState, { state: 'known' }>;

/**
 * The settings a dyno would import, evaluated; undefined when their module cannot be named, is not
 * in the tree, or sets nothing at all.
 */
export function productionSettings(repository: Repository): EvaluatedSettings | undefined {
  const settings = repository.djangoProject?.production;
  return settings?.file === undefined || setsNothing(settings) ? undefined : settings;
}

/**
 * True for a module that imports and leaves no setting behind, such as the empty `__init__.py` of a
 * settings package: it is not the one that is meant.
 */
export function setsNothing({ failure, names, get }: EvaluatedSettings): boolean {
  return failure === undefined && names.length === 0 && get('INSTALLED_APPS').state === 'absent';
}

/**
 * Lists that code extends by conditions of the environment; what they hold by default is what a
 * project is judged by.
 */
const JUDGED_BY_DEFAULT = new Set(['INSTALLED_APPS', 'MIDDLEWARE']);

/**
 * A setting of production; undefined when it cannot be judged: there are no settings, or their
 * import fails, so that what is absent may only not have been reached. A value made from a variable
 * that nobody declared counts as computed, since a config var may decide it.
 */
export function settingOf(repository: Repository, name: string): SettingState | undefined {
  const settings = productionSettings(repository);
  const state = settings?.get(name);
  if (state?.state === 'absent') {
    if (settings?.failure !== undefined) return undefined;
    const open = openVariables(repository, state.dependsOn ?? []);
    return open.length === 0
      ? state
      : {
          state: 'computed',
          because: `it is set only by ${open.join(', ')}`,
          dependsOn: open,
          at: undefined,
          elements: undefined,
        };
  }
  if (state?.state !== 'known' || JUDGED_BY_DEFAULT.has(name)) return state;
  const open = openVariables(repository, state.dependsOn);
  if (open.length === 0) return state;
  return {
    state: 'computed',
    because: `it depends on ${open.join(', ')}`,
    dependsOn: state.dependsOn,
    at: state.at,
    elements: state.elements,
  };
}

/** Those variables that neither the platform nor app.json gives a value. */
function openVariables(repository: Repository, variables: readonly string[]): string[] {
  const environment = platformEnvironment(repository.appJson);
  return variables.filter((variable) => !(variable in environment));
}

/** The setting when its value is certain, else undefined. */
export function knownSetting(repository: Repository, name: string): KnownSetting | undefined {
  const state = settingOf(repository, name);
  return state?.state === 'known' ? state : undefined;
}

/**
 * The value of a setting, or the default that Django gives it when it is absent; undefined when it
 * cannot be decided.
 */
export function effectiveValue(
  repository: Repository,
  name: string,
  djangoDefault: PlainValue,
): PlainValue | undefined {
  const state = settingOf(repository, name);
  if (state === undefined || state.state === 'computed') return undefined;
  return state.state === 'known' ? state.value : djangoDefault;
}

/** True when the settings of production certainly do not define the name. */
export function isAbsent(repository: Repository, name: string): boolean {
  return settingOf(repository, name)?.state === 'absent';
}

/**
 * The strings of a list-like setting as far as they are known; undefined when nothing is known of
 * it or it is absent.
 */
export function stringsOf(repository: Repository, name: string): readonly string[] | undefined {
  const state = settingOf(repository, name);
  if (state === undefined || state.state === 'absent') return undefined;
  if (state.elements !== undefined)
    return state.elements.map(({ value }) => value).filter((value) => typeof value === 'string');
  return state.state === 'known' && Array.isArray(state.value)
    ? state.value.filter((value) => typeof value === 'string')
    : undefined;
}

/** True when a list-like setting is known to its last element. */
export function isWhole(repository: Repository, name: string): boolean {
  return (
    knownSetting(repository, name)?.elements?.every(({ value }) => value !== undefined) ??
    Array.isArray(knownSetting(repository, name)?.value)
  );
}

/**
 * Where to look for a setting that is not there: the first of its relatives that is written down,
 * else the top of the production module.
 */
export function fallbackRange(
  repository: Repository,
  ...relatives: readonly string[]
): SourceRange | undefined {
  const settings = productionSettings(repository);
  for (const name of relatives) {
    const state = settings?.get(name);
    if (state !== undefined && state.state !== 'absent' && state.at !== undefined) return state.at;
  }
  return settings?.file === undefined ? undefined : { file: settings.file, start: 0, end: 0 };
}

/** A dict as a plain object; undefined for anything else. */
export function asDict(
  value: PlainValue | undefined,
): { readonly [key: string]: PlainValue } | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [key: string]: PlainValue })
    : undefined;
}

/**
 * The production module itself as Python; undefined when it is not in the tree or Python would not
 * read it.
 */
export function productionSource(repository: Repository): PySource | undefined {
  const file = productionSettings(repository)?.file;
  return file === undefined ? undefined : pythonSource(repository, file);
}

/**
 * Every Python file that makes up the production settings, the module's own first; files that
 * Python would not read are left out.
 */
export function productionChain(repository: Repository): PySource[] {
  return (productionSettings(repository)?.files ?? []).flatMap(
    (path) => pythonSource(repository, path) ?? [],
  );
}
