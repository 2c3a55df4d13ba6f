import type { SettingsDocument } from './settings-schema.ts';

/** The shortest that the column of values may become on a narrow screen. */
const NARROWEST_VALUE = 24;

interface Row {
  readonly name: string;
  readonly value: string;
  readonly from: string;
  readonly dependsOn: string;
}

type Setting = SettingsDocument['settings'][number];
type Variable = SettingsDocument['variables'][number];

/**
 * The settings as a table, then the variables they read; long values are cut to the screen. Ends
 * with a line end.
 */
export function renderSettings(
  document: SettingsDocument,
  options: { color: boolean; columns: number },
): string {
  const paint = (code: string, text: string): string =>
    options.color ? `\x1b[${code}m${text}\x1b[0m` : text;
  const where = document.on === 'dyno' ? 'value on a dyno' : 'value here';
  const rows = document.settings.map((one) => rowOf(one, document.djangoSeries));
  const widthOf = (key: keyof Row, title: string): number =>
    Math.max(title.length, ...rows.map((row) => row[key].length));
  const [name, from, dependsOn] = [
    widthOf('name', 'setting'),
    widthOf('from', 'set in'),
    widthOf('dependsOn', 'depends on'),
  ];
  const value = Math.min(
    widthOf('value', where),
    Math.max(NARROWEST_VALUE, options.columns - name - from - dependsOn - 6),
  );
  const line = (row: Row): string =>
    `${row.name.padEnd(name)}  ${cut(row.value, value).padEnd(value)}  ${row.from.padEnd(from)}  ${row.dependsOn}`.trimEnd();
  const header = line({ name: 'setting', value: where, from: 'set in', dependsOn: 'depends on' });
  const parts = [
    `${document.module} (${document.files.join(', ')})`,
    [paint('1', header), ...rows.map(line)].join('\n'),
  ];
  if (document.variables.length > 0) parts.push(variablesText(document.on, document.variables));
  if (document.failure !== null) {
    const { message, at } = document.failure;
    parts.push(
      `${paint('31', 'It does not import')}: ${message}${at === null ? '' : ` (${placeText(at)})`}`,
    );
  }
  return `${parts.join('\n\n')}\n`;
}

/** The settings as the public JSON document, with a line end; its schema is `SETTINGS_SCHEMA`. */
export function settingsJson(document: SettingsDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The value of a setting as the table shows it, such as `False` or `(from the environment)`. */
export function settingValueText(setting: Setting, series: string | null): string {
  return rowOf(setting, series).value;
}

function rowOf(
  { name, state, value, because, dependsOn, at }: Setting,
  series: string | null,
): Row {
  const from = at === null ? '' : placeText(at);
  if (state === 'known')
    return { name, value: asPython(value), from, dependsOn: dependsOn.join(', ') };
  // Where variables decide it, their own column names them.
  if (state === 'computed')
    return {
      name,
      value: dependsOn.length > 0 ? '(from the environment)' : `(${because})`,
      from,
      dependsOn: dependsOn.join(', '),
    };
  return state === 'default'
    ? {
        name,
        value: asPython(value),
        from: series === null ? "Django's default" : `Django ${series}`,
        dependsOn: '',
      }
    : { name, value: '(not set)', from, dependsOn: '' };
}

function variablesText(on: SettingsDocument['on'], variables: readonly Variable[]): string {
  const width = Math.max(...variables.map(({ name }) => name.length));
  const lines = variables.map((one) => `  ${one.name.padEnd(width)}  ${stateOf(on, one)}`);
  return `${on === 'dyno' ? 'Config vars' : 'Variables'} read:\n${lines.join('\n')}`;
}

const SET_BY = {
  dyno: 'set on every dyno',
  'add-on': 'set by an add-on, taken to be attached',
  'app.json': 'set by app.json',
  given: 'given on the command line',
} as const;

function stateOf(on: SettingsDocument['on'], { setBy, stopsBuild, at }: Variable): string {
  if (setBy !== null) return SET_BY[setBy];
  if (!stopsBuild) return 'has a default';
  const [first] = at;
  return `no default: without it ${on === 'dyno' ? 'a build stops' : 'the import fails'} at ${first === undefined ? 'the first use' : placeText(first)}`;
}

/**
 * The value as Python would print it, near enough to be read: True, None, lists and dictionaries.
 */
function asPython(value: Setting['value']): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(asPython).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${asPython(one)}`)
    .join(', ')}}`;
}

function placeText(at: { readonly file: string; readonly line: number }): string {
  return `${at.file}:${at.line}`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
