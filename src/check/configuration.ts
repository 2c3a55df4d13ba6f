import ignore from 'ignore';
import { UsageError } from '../facts/usage-error.ts';
import { parseToml, type TomlNode, tomlAt } from '../project/dependencies/toml-tree.ts';
import type { FileTree } from '../python/file-tree.ts';
import { lineAndColumn, type SourceRange } from '../python/source-range.ts';
import { nearestIds } from './nearest-ids.ts';
import type { Severity } from './rule.ts';

/** The file of the project that may hold the table `[tool.dynoready]`. */
export const CONFIGURATION_FILE = 'pyproject.toml';

/** What a rule counts as in this project: another severity, or `off`. */
export type Level = Severity | 'off';

const LEVELS: readonly Level[] = ['off', 'hint', 'warning', 'error'];

/** One decision: the level of a rule, why, and the key that says so. */
export interface LevelChoice {
  readonly level: Level;
  readonly reason: string | undefined;
  readonly at: SourceRange;
}

/**
 * One `[[tool.dynoready.overrides]]`: levels for the files that its paths name, in the way of
 * `.gitignore`.
 */
export interface Override {
  readonly paths: readonly string[];
  readonly names: (file: string) => boolean;
  readonly rules: ReadonlyMap<string, LevelChoice>;
}

/**
 * `[tool.dynoready]` of a project. A later override wins over an earlier one, and any over `rules`.
 */
export interface Configuration {
  readonly rules: ReadonlyMap<string, LevelChoice>;
  readonly overrides: readonly Override[];
}

const NOTHING: Configuration = { rules: new Map(), overrides: [] };

/**
 * The configuration in the project's pyproject.toml, empty without one or when the file is no TOML
 * (which a rule reports). Validated by hand: every `dynoready check` comes through here. Throws
 * UsageError, with the line, for a key, a rule or a value that is none.
 */
export function readConfiguration(files: FileTree, ruleIds: readonly string[]): Configuration {
  const text = files.text(CONFIGURATION_FILE);
  if (text === undefined || !text.includes('dynoready')) return NOTHING;
  const parsed = parseToml(CONFIGURATION_FILE, text);
  const table = parsed.ok ? tomlAt(parsed.root, 'tool', 'dynoready') : undefined;
  if (table === undefined) return NOTHING;
  const reader = readerOf(text, ruleIds);
  reader.onlyKeys(table, '[tool.dynoready]', ['rules', 'overrides']);
  const rules = table.members.get('rules');
  const overrides = table.members.get('overrides');
  if (overrides !== undefined && overrides.items.length === 0)
    reader.fail(overrides, 'overrides must be an array of tables');
  return {
    rules: rules === undefined ? new Map() : reader.levels(rules, undefined),
    overrides: (overrides?.items ?? []).map((item) => reader.override(item)),
  };
}

/**
 * The level that the configuration gives to a rule for a file (undefined: the project as a whole),
 * and the paths if an override gave it.
 */
export function levelFor(
  configuration: Configuration,
  rule: string,
  file: string | undefined,
): { readonly choice: LevelChoice; readonly paths: readonly string[] | undefined } | undefined {
  const override =
    file === undefined
      ? undefined
      : configuration.overrides.findLast((one) => one.rules.has(rule) && one.names(file));
  const choice = override?.rules.get(rule) ?? configuration.rules.get(rule);
  return choice && { choice, paths: override?.paths };
}

/** The functions that read one file, so that each complaint knows its line. */
// Long because its functions share the text, so that each complaint knows its line.
function readerOf(text: string, ruleIds: readonly string[]) {
  const fail = (node: TomlNode, situation: string, next: readonly string[] = []): never => {
    const { line } = lineAndColumn(text, node.whole.start);
    const written = text.split(/\r\n|\r|\n/)[line - 1]?.trim() ?? '';
    throw new UsageError(`${CONFIGURATION_FILE}:${line}: ${situation}`, {
      evidence: [written],
      next,
    });
  };
  const onlyKeys = (table: TomlNode, name: string, keys: readonly string[]): void => {
    for (const [key, node] of table.members)
      if (!keys.includes(key))
        fail(node, `${name} has no key '${key}'`, [`It may hold: ${keys.join(', ')}`]);
  };
  const reasonIn = (table: TomlNode, owner: TomlNode): string => {
    const node = table.members.get('reason');
    if (node === undefined)
      return fail(owner, 'a reason is missing', [
        'Say why, for who reads it next year:',
        '  reason = "…"',
      ]);
    if (typeof node.value !== 'string' || node.value.trim() === '')
      return fail(node, 'reason must be a text that says why');
    return node.value.trim();
  };
  const levelIn = (node: TomlNode, written: TomlNode): Level => {
    const level = LEVELS.find((one) => one === written.value);
    if (level !== undefined) return level;
    const near =
      typeof written.value === 'string' ? nearestIds(written.value, LEVELS)[0] : undefined;
    const shown = typeof written.value === 'string' ? `'${written.value}'` : 'this';
    return fail(node, `${shown} is no level`, [
      `${near === undefined ? '' : `Perhaps ${near}. `}A level is one of: ${LEVELS.join(', ')}`,
    ]);
  };
  const levels = (table: TomlNode, reason: string | undefined): ReadonlyMap<string, LevelChoice> =>
    new Map(
      [...table.members].map(([id, node]) => {
        if (!ruleIds.includes(id)) {
          const near = nearestIds(id, ruleIds);
          fail(node, `there is no rule '${id}'`, [
            ...(near.length === 0 ? [] : [`Nearest: ${near.join(', ')}`]),
            'This lists them all:',
            '  dynoready explain',
          ]);
        }
        const isTable = node.members.size > 0;
        if (isTable) onlyKeys(node, id, ['level', 'reason']);
        const level = levelIn(node, isTable ? (node.members.get('level') ?? node) : node);
        const own =
          isTable && (node.members.has('reason') || reason === undefined)
            ? reasonIn(node, node)
            : reason;
        return [id, { level, reason: own, at: node.whole }] as const;
      }),
    );
  const override = (item: TomlNode): Override => {
    onlyKeys(item, '[[tool.dynoready.overrides]]', ['paths', 'rules', 'reason']);
    const first = [...item.members.values()][0] ?? item;
    const paths = item.members.get('paths');
    if (paths === undefined)
      return fail(first, 'an override needs paths', [
        'Name the files, as in .gitignore:',
        '  paths = ["legacy/**"]',
      ]);
    const patterns = paths.value;
    if (
      !Array.isArray(patterns) ||
      patterns.length === 0 ||
      !patterns.every((one) => typeof one === 'string' && one.trim() !== '')
    )
      return fail(paths, 'paths must be a list of texts', [
        'For instance:',
        '  paths = ["legacy/**"]',
      ]);
    const rules = item.members.get('rules');
    if (rules === undefined || rules.members.size === 0)
      return fail(first, 'an override needs rules', [
        'For instance:',
        '  rules = { debug-on = "off" }',
      ]);
    const reason = reasonIn(item, first);
    const matcher = ignore().add(patterns as string[]);
    return {
      paths: patterns as string[],
      names: (file) => matcher.ignores(file),
      rules: levels(rules, reason),
    };
  };
  return { fail, onlyKeys, levels, override };
}
