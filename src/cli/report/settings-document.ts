import type { EvaluatedSettings, PlainValue, SettingState } from '../../evaluator/api.ts';
import { type DefaultValue, defaultSettings } from '../../facts/django-setting-defaults.ts';
import type { Repository } from '../../project/repository.ts';
import { lineAndColumn, type SourceRange } from '../../python/source-range.ts';
import { installedSeries } from '../../queries/packages/installed-series.ts';
import type { SettingsDocument } from './settings-schema.ts';

/** Names whose value is a secret when it is written out: shown by length alone. */
const SECRET =
  /SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|CREDENTIAL|PRIVATE|DSN|SALT|(^|_)(KEY|KEYS|PASS|PWD)$|API_?KEY|ACCESS_KEY/i;
/** Lists of classes that speak of passwords and hold none. */
const NO_SECRET =
  /^(PASSWORD_HASHERS|AUTH_PASSWORD_VALIDATORS)$|_(CLASS|CLASSES|BACKEND|TIMEOUT|URL|NAME|SERIALIZER)$/;

/** Which settings of an evaluation are wanted, and where they were evaluated. */
export interface SettingsRequest {
  readonly on: 'dyno' | 'here';
  /** Names to show; all that the project defines when undefined. */
  readonly only: readonly string[] | undefined;
  /** True to show Django's defaults as well. */
  readonly all: boolean;
  /** What set each variable of the environment. */
  readonly setBy: ReadonlyMap<string, 'dyno' | 'add-on' | 'app.json' | 'given'>;
}

type SettingEntry = SettingsDocument['settings'][number];
type VariableEntry = SettingsDocument['variables'][number];

/**
 * The settings as plain data, which the table and the JSON document both print. Secrets are told by
 * their length alone.
 */
export function settingsDocument(
  repository: Repository,
  settings: EvaluatedSettings,
  request: SettingsRequest,
): SettingsDocument {
  const series = installedSeries(repository);
  const defaults = defaultSettings(series);
  const names =
    request.only ??
    (request.all ? [...new Set([...settings.names, ...defaults.keys()])].sort() : settings.names);
  const place = (at: SourceRange): SettingEntry['at'] => ({
    file: at.file,
    ...lineAndColumn(repository.files.text(at.file) ?? '', at.start),
  });
  const entries = names.map((name) => entryOf(name, settings.get(name), defaults.get(name), place));
  const wanted =
    request.only === undefined ? undefined : new Set(entries.flatMap(({ dependsOn }) => dependsOn));
  const { failure } = settings;
  return {
    schemaVersion: 1,
    on: request.on,
    module: settings.module,
    files: [...settings.files],
    djangoSeries: series ?? null,
    failure:
      failure === undefined
        ? null
        : {
            ...failure,
            variable: failure.variable ?? null,
            at: failure.at ? place(failure.at) : null,
          },
    settings: entries,
    variables: variablesOf(settings, request, place).filter(
      ({ name }) => wanted === undefined || wanted.has(name),
    ),
  };
}

/** The names that can be asked for: what the project defines, and what Django has a default for. */
export function settingNames(repository: Repository, settings: EvaluatedSettings): string[] {
  return [
    ...new Set([...settings.names, ...defaultSettings(installedSeries(repository)).keys()]),
  ].sort();
}

function entryOf(
  name: string,
  state: SettingState,
  byDjango: DefaultValue | undefined,
  place: (at: SourceRange) => SettingEntry['at'],
): SettingEntry {
  if (state.state === 'absent') {
    const value = byDjango === undefined ? null : jsonOf(byDjango);
    return {
      name,
      state: byDjango === undefined ? 'absent' : 'default',
      value,
      because: null,
      dependsOn: [],
      at: null,
    };
  }
  return {
    name,
    state: state.state,
    value: state.state === 'known' ? jsonOf(withoutSecrets(name, state.value)) : null,
    because: state.state === 'computed' ? state.because : null,
    dependsOn: [...state.dependsOn],
    at: state.at === undefined ? null : place(state.at),
  };
}

function variablesOf(
  { lookups }: EvaluatedSettings,
  { setBy }: SettingsRequest,
  place: (at: SourceRange) => SettingEntry['at'],
): VariableEntry[] {
  return [...new Set(lookups.map(({ variable }) => variable))].sort().map((name) => {
    const own = lookups.filter(({ variable }) => variable === name);
    const required = own.some((one) => one.required);
    return {
      name,
      required,
      setBy: setBy.get(name) ?? null,
      stopsBuild: required && !setBy.has(name),
      at: own.flatMap(({ at }) => place(at) ?? []),
    };
  });
}

/**
 * The value with every secret that is written out told by its length alone, also deep within
 * dictionaries and in addresses.
 */
function withoutSecrets(name: string, value: PlainValue): PlainValue {
  if (typeof value === 'string') {
    if (value !== '' && SECRET.test(name) && !NO_SECRET.test(name))
      return `(a text of ${value.length} characters)`;
    return value.replace(
      /(:\/\/[^/@:\s]*:)([^/@\s]+)(@)/g,
      (_, before, password, after) => `${before}(${password.length} characters)${after}`,
    );
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one: PlainValue) => withoutSecrets(name, one));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withoutSecrets(key, one as PlainValue)]),
  );
}

/** JSON has no infinity and no NaN; they are told as Python writes them. */
function jsonOf(value: PlainValue): SettingEntry['value'] {
  if (typeof value === 'number')
    return Number.isFinite(value)
      ? value
      : String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one: PlainValue) => jsonOf(one));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, jsonOf(one as PlainValue)]),
  );
}
