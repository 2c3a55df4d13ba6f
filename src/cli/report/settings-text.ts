import { lineAndColumn, type Place } from '../../project/place.ts';
import type { Project } from '../../project/project.ts';
import type { EvaluatedSettings, PlainValue, SettingState } from '../../project/settings/values.ts';

/** Names whose value is a secret when it is written out: shown by length alone. */
const SECRET = /(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE)/;

/** The shortest that the column of values may become on a narrow screen. */
const NARROWEST_VALUE = 24;

interface Row {
  readonly name: string;
  readonly value: string;
  readonly from: string;
  readonly dependsOn: string;
}

/** The settings as a table, then the variables they read; long values are cut to the screen. Ends with a line end. */
export function renderSettings(project: Project, settings: EvaluatedSettings, options: { color: boolean; columns: number }): string {
  const paint = (code: string, text: string): string => (options.color ? `\x1b[${code}m${text}\x1b[0m` : text);
  const rows = settings.names.map((name) => rowOf(project, name, settings.get(name)));
  const widthOf = (key: keyof Row, title: string): number => Math.max(title.length, ...rows.map((row) => row[key].length));
  const [name, from, dependsOn] = [widthOf('name', 'setting'), widthOf('from', 'set in'), widthOf('dependsOn', 'depends on')];
  const value = Math.min(widthOf('value', 'value on a dyno'), Math.max(NARROWEST_VALUE, options.columns - name - from - dependsOn - 6));
  const line = (row: Row): string =>
    `${row.name.padEnd(name)}  ${cut(row.value, value).padEnd(value)}  ${row.from.padEnd(from)}  ${row.dependsOn}`.trimEnd();
  const header = line({ name: 'setting', value: 'value on a dyno', from: 'set in', dependsOn: 'depends on' });
  const parts = [`${settings.module} (${settings.files.join(', ')})`, [paint('1', header), ...rows.map(line)].join('\n')];
  const variables = variablesOf(settings);
  if (variables.length > 0) {
    parts.push(
      `Config vars read:\n${variables.map(({ name: one, required }) => `  ${one}${required ? '  no default: the import fails without it' : ''}`).join('\n')}`,
    );
  }
  if (settings.failure !== undefined) {
    const { message, at } = settings.failure;
    parts.push(`${paint('31', 'It does not import')}: ${message}${at === undefined ? '' : ` (${placeText(project, at)})`}`);
  }
  return `${parts.join('\n\n')}\n`;
}

function rowOf(project: Project, name: string, state: SettingState): Row {
  if (state.state === 'absent') return { name, value: "(Django's default)", from: '', dependsOn: '' };
  return {
    name,
    value: state.state === 'known' ? asPython(withoutSecrets(name, state.value)) : unknownText(state),
    from: state.at === undefined ? '' : placeText(project, state.at),
    dependsOn: state.dependsOn.join(', '),
  };
}

/** Why there is no value; where config vars decide it, their own column names them. */
function unknownText({ because, dependsOn }: Extract<SettingState, { state: 'computed' }>): string {
  return dependsOn.length > 0 ? '(from the environment)' : `(${because})`;
}

/** The value with every secret that is written out told by its length alone, also deep within dictionaries. */
function withoutSecrets(name: string, value: PlainValue): PlainValue {
  if (typeof value === 'string') return SECRET.test(name) && value !== '' ? `(a text of ${value.length} characters)` : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one: PlainValue) => withoutSecrets(name, one));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(key, one as PlainValue)]));
}

/** The value as Python would print it, near enough to be read: True, None, lists and dictionaries. */
function asPython(value: PlainValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map((one: PlainValue) => asPython(one)).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${asPython(one as PlainValue)}`)
    .join(', ')}}`;
}

function variablesOf({ lookups }: EvaluatedSettings): { name: string; required: boolean }[] {
  const names = [...new Set(lookups.map(({ variable }) => variable))].sort();
  return names.map((name) => ({ name, required: lookups.some(({ variable, required }) => required && variable === name) }));
}

function placeText(project: Project, at: Place): string {
  return `${at.file}:${lineAndColumn(project.files.text(at.file) ?? '', at.start).line}`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** The settings as the public JSON document, with a line end. Secrets that are written out are told by their length. */
export function settingsJson(project: Project, settings: EvaluatedSettings): string {
  const document = {
    schemaVersion: 1,
    module: settings.module,
    files: settings.files,
    failure: settings.failure === undefined ? null : { kind: settings.failure.kind, message: settings.failure.message },
    settings: settings.names.map((name) => {
      const state = settings.get(name);
      if (state.state === 'absent') return { name, state: state.state };
      return {
        name,
        state: state.state,
        ...(state.state === 'computed' ? { because: state.because } : { value: withoutSecrets(name, state.value) }),
        dependsOn: state.dependsOn,
        at:
          state.at === undefined
            ? null
            : { file: state.at.file, ...lineAndColumn(project.files.text(state.at.file) ?? '', state.at.start) },
      };
    }),
    variables: variablesOf(settings),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
