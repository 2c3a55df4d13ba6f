import type { FileTree } from '../../python/file-tree.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import type { Expression, Module } from '../../python/nodes.ts';
import { parseFile } from '../../python/parse-file.ts';
import type { Sourced } from '../../python/source-range.ts';
import { walk } from '../../python/walk.ts';
import type { SettingsReference } from '../repository.ts';
import { manageScripts } from './manage-scripts.ts';

const VARIABLE = 'DJANGO_SETTINGS_MODULE';
const KINDS: ReadonlyMap<string, SettingsReference['kind']> = new Map([
  ['manage.py', 'manage'],
  ['wsgi.py', 'wsgi'],
  ['asgi.py', 'asgi'],
  ['celery.py', 'celery'],
]);
const TEST_CONFIGURATIONS = [
  'pytest.ini',
  'setup.cfg',
  'tox.ini',
  'pyproject.toml',
  '.coveragerc',
  'pytest.toml',
];
/**
 * Django imports the name as a text, so its folders may hold what Python's own import statement
 * cannot say.
 */
const MODULE_NAME = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/;

/**
 * Where the files of one site name a settings module as a constant, `manage.py` and what it runs
 * first. Computed names are left out.
 */
export function findReferences(
  files: FileTree,
  root: string,
  own: (path: string) => boolean,
): SettingsReference[] {
  const prefix = folderPrefix(root);
  const manage = manageScripts(files, `${prefix}manage.py`);
  const kindOf = (path: string): SettingsReference['kind'] | undefined =>
    KINDS.get(path.slice(path.lastIndexOf('/') + 1)) ??
    (manage.includes(path) ? 'manage' : undefined);
  const scripts = files.paths.filter((path) => {
    const kind = kindOf(path);
    return (
      kind !== undefined &&
      own(path) &&
      (kind !== 'manage' || manage.includes(path)) &&
      !/(^|\/)tests?\//.test(path.slice(prefix.length))
    );
  });
  const order = [...KINDS.values()];
  const inPython = scripts
    .flatMap((path) => {
      const kind = kindOf(path)!;
      return readPython(files, path).map((found): SettingsReference => ({ ...found, kind }));
    })
    .sort(
      (a, b) =>
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        a.at.file.split('/').length - b.at.file.split('/').length,
    );
  const folders = root === '' ? [''] : [prefix, ''];
  return [
    ...inPython,
    ...folders.flatMap((folder) =>
      TEST_CONFIGURATIONS.flatMap((name) => readConfiguration(files, `${folder}${name}`)),
    ),
  ];
}

function readConfiguration(files: FileTree, path: string): SettingsReference[] {
  const text = files.text(path);
  if (text === undefined || !text.includes(VARIABLE)) return [];
  return [...text.matchAll(/^[ \t]*DJANGO_SETTINGS_MODULE\s*=\s*["']?([A-Za-z_][\w.]*)/gm)].map(
    (match) => {
      const end = match.index + match[0].length;
      return {
        kind: 'test-configuration',
        value: match[1]!,
        at: { file: path, start: end - match[1]!.length, end },
      };
    },
  );
}

/**
 * The constants that a Python file gives DJANGO_SETTINGS_MODULE, those of branches and functions
 * included; none when it does not parse.
 */
function readPython(files: FileTree, path: string): Sourced<string>[] {
  if (!files.text(path)?.includes(VARIABLE)) return [];
  const parsed = parseFile(files, path);
  if (!parsed?.ok) return [];
  const { module } = parsed.source;
  const found: Sourced<string>[] = [];
  for (const node of walk(module)) {
    const written =
      node.kind === 'Assign' &&
      node.targets.some((target) => target.kind === 'Subscript' && isVariable(target.slice))
        ? node.value
        : undefined;
    const value = written ?? (node.kind === 'Call' ? givenToCall(node) : undefined);
    const constant = value && constantOf(module, value);
    if (
      constant?.kind !== 'Constant' ||
      typeof constant.value !== 'string' ||
      !MODULE_NAME.test(constant.value)
    )
      continue;
    found.push({
      value: constant.value,
      at: { file: path, start: constant.start, end: constant.end },
    });
  }
  return found;
}

/**
 * `setdefault(NAME, value)`, `get(NAME, value)`, `setdefault(key=NAME, value=value)` and
 * `config(NAME, default=value)`.
 */
function givenToCall({
  args,
  keywords,
}: Extract<Expression, { kind: 'Call' }>): Expression | undefined {
  const named = (names: readonly string[]) =>
    keywords.find(({ arg }) => arg !== null && names.includes(arg))?.value;
  const key = args[0] ?? named(['key']);
  return key !== undefined && isVariable(key)
    ? (args[1] ?? named(['value', 'default']))
    : undefined;
}

function isVariable(node: Expression): boolean {
  return node.kind === 'Constant' && node.value === VARIABLE;
}

/** The constant itself, or the one that a name was given just once. */
function constantOf(module: Module, value: Expression): Expression | undefined {
  if (value.kind !== 'Name') return value;
  const given = [...walk(module)].flatMap((node) =>
    node.kind === 'Assign' &&
    node.targets.some((target) => target.kind === 'Name' && target.id === value.id)
      ? [node.value]
      : [],
  );
  return given.length === 1 ? given[0] : undefined;
}
