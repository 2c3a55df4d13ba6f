import { findPlainAssignment } from '../../edits/python/assignment.ts';
import type { EvaluatedSettings } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import type { ImportFrom } from '../../python/nodes.ts';
import { type PySource, parsePython } from '../../python/parse.ts';
import { dottedName } from '../../python/walk.ts';
import type { Answers } from '../answers/answers.ts';
import type { SettingsLayout } from './layout.ts';

/** How settings get at their config vars. */
export type ReadingStyle = Answers['environment'];

/**
 * Writes the look-ups of config vars in the way that the project has already. All give Python
 * expressions.
 */
export interface ConfigReader {
  readonly style: ReadingStyle;
  /**
   * What is called: `env`, `config`, or the project's own name for it; undefined for os.environ.
   */
  readonly name: string | undefined;
  /** The import and the statement that make `name`; empty where production's settings have it. */
  readonly imports: readonly string[];
  readonly definition: string;
  /**
   * True when the name stands in the file that development and production share, which a new module
   * takes it from.
   */
  readonly isShared: boolean;
  /** True when the statements for key and debug in the shared file may use it as well. */
  readonly isAtHand: boolean;
  /** The text of a variable that must be there. */
  required(name: string): string;
  /** The text of a variable, else the fallback; without one, what counts as false. */
  text(name: string, fallback?: string): string;
  /** True for 1, true, yes and on. */
  flag(name: string, fallback: boolean): string;
  number(name: string, fallback: number): string;
}

/** The packages by style, as they are declared. */
export const READING_PACKAGES = {
  environ: 'django-environ',
  decouple: 'python-decouple',
  environs: 'environs',
} as const;

/** The object that a library reads with, as one of the settings files binds it. */
interface Binding {
  readonly style: keyof typeof READING_PACKAGES;
  readonly name: string;
  readonly file: string;
  readonly end: number;
  /** True for `from decouple import config` without another name, which any module may repeat. */
  readonly isImport: boolean;
  /** Variables to which the object gives a default, so that a look-up of them never fails. */
  readonly defaults?: readonly string[];
}

/** The names that lines look up in the reader's way, and whether each look-up has a default. */
export function lookupsIn(
  text: string,
  { name }: ConfigReader,
): readonly { readonly variable: string; readonly hasDefault: boolean }[] {
  const calls = [
    'os\\.environ\\[',
    'required\\(',
    'os\\.environ\\.get\\(',
    ...(name === undefined ? [] : [`\\b${name}(?:\\.\\w+)?\\(`]),
  ];
  const lookup = new RegExp(
    `(${calls.join('|')})\\s*["']([A-Z][A-Z0-9_]*)["'](\\s*,\\s*(?!\\w*cast\\b)[^\\s)])?`,
    'g',
  );
  // What is commented out is not read.
  return [...text.replace(/^[ \t]*#.*$/gm, '').matchAll(lookup)].map(
    ([, call, variable, second]) => ({
      variable: variable!,
      hasDefault: call === 'os.environ.get(' || second !== undefined,
    }),
  );
}

/**
 * How the project's production settings read config vars: with the library that they import, else
 * with os.environ.
 */
export function readingStyle(repository: Repository): ReadingStyle {
  const settings = repository.djangoProject?.production;
  return settings === undefined ? 'plain' : (bindingsOf(repository, settings)[0]?.style ?? 'plain');
}

/**
 * The reader for lines in production's settings. `style` is what was asked for; an object of that
 * library that the lines can see is used under its own name.
 */
export function configReader(
  repository: Repository,
  settings: EvaluatedSettings,
  layout: SettingsLayout,
  style: ReadingStyle,
): ConfigReader {
  if (style === 'plain') return PLAIN;
  const known = bindingsOf(repository, settings).filter((one) => one.style === style);
  const own = known.find((one) => isInSight(repository, settings, layout, one));
  const name = style === 'decouple' ? 'config' : 'env';
  // A second object under the name of one that is made further down would be lost there.
  if (own === undefined && known.some((one) => one.name === name && one.file === layout.sourcePath))
    return PLAIN;
  if (own === undefined)
    return libraryReader(style, name, {
      ...FIRST[style],
      isAtHand: layout.mode === 'single' || FIRST[style].definition === '',
    });
  const isAtHand = own.file !== layout.sourcePath || own.isImport || isBoundEarly(repository, own);
  if (own.isImport)
    return libraryReader(style, own.name, { imports: [IMPORT_CONFIG], definition: '', isAtHand });
  return libraryReader(style, own.name, {
    imports: [],
    definition: '',
    isAtHand,
    isShared: layout.mode === 'split',
    defaults: own.defaults ?? [],
  });
}

/** Reads with os.environ; `required` is a helper that the settings get. */
export const PLAIN: ConfigReader = {
  style: 'plain',
  name: undefined,
  imports: [],
  definition: '',
  isShared: false,
  isAtHand: true,
  required: (name) => `required("${name}")`,
  text: (name, fallback) =>
    `os.environ.get("${name}"${fallback === undefined ? '' : `, "${fallback}"`})`,
  flag: (name, fallback) =>
    `os.environ.get("${name}", "${fallback ? 'true' : ''}").lower() in ("1", "true", "yes", "on")`,
  number: (name, fallback) => `int(os.environ.get("${name}") or ${fallback})`,
};

const IMPORT_CONFIG = 'from decouple import config';

/** What makes the object where there is none. */
const FIRST: Readonly<Record<Binding['style'], Pick<ConfigReader, 'imports' | 'definition'>>> = {
  environ: { imports: ['import environ'], definition: 'env = environ.Env()' },
  environs: { imports: ['from environs import Env'], definition: 'env = Env()' },
  decouple: { imports: [IMPORT_CONFIG], definition: '' },
};

/** Source: django-environ 0.14, environs 15.2, python-decouple 3.8; run 2026-11-26. */
function libraryReader(
  style: Binding['style'],
  object: string,
  made: Pick<ConfigReader, 'imports' | 'definition' | 'isAtHand'> & {
    readonly isShared?: boolean;
    readonly defaults?: readonly string[];
  },
): ConfigReader {
  const cast = (type: string, name: string, fallback: string): string =>
    style === 'decouple'
      ? `${object}("${name}", default=${fallback}, cast=${type})`
      : `${object}.${type}("${name}", default=${fallback})`;
  const { defaults = [], ...rest } = made;
  return {
    style,
    name: object,
    isShared: false,
    ...rest,
    required: (name) => (defaults.includes(name) ? PLAIN.required(name) : `${object}("${name}")`),
    text: (name, fallback = '') => `${object}("${name}", default="${fallback}")`,
    flag: (name, fallback) => cast('bool', name, fallback ? 'True' : 'False'),
    number: (name, fallback) => cast('int', name, String(fallback)),
  };
}

/**
 * Every object of a library that the files of the settings bind once, those of production's own
 * file first.
 */
function bindingsOf(repository: Repository, settings: EvaluatedSettings): Binding[] {
  return settings.files.flatMap((file) => {
    const text = repository.files.text(file) ?? '';
    // Most files read nothing this way, and parsing is the dearest part.
    if (!/\b(decouple|environs?)\b/.test(text)) return [];
    const parsed = parsePython(file, text);
    return parsed.ok ? bindingsIn(parsed.source) : [];
  });
}

function bindingsIn(source: PySource): Binding[] {
  const found: Binding[] = [];
  /**
   * Local names of what makes an object, with the style; `environ.Env` for a module that was
   * imported whole.
   */
  const makers = new Map<string, Binding['style']>();
  for (const statement of source.module.body) {
    if (statement.kind === 'Import') {
      for (const { name, asname } of statement.names) {
        if (name === 'environ')
          for (const one of ['Env', 'FileAwareEnv'])
            makers.set(`${asname ?? name}.${one}`, 'environ');
        if (name === 'environs') makers.set(`${asname ?? name}.Env`, 'environs');
        if (name === 'decouple')
          for (const one of ['Config', 'AutoConfig'])
            makers.set(`${asname ?? name}.${one}`, 'decouple');
      }
    } else if (statement.kind === 'ImportFrom' && statement.level === 0) {
      for (const { name, asname } of statement.names) {
        const local = asname ?? name;
        if (statement.module === 'decouple' && name === 'config')
          found.push({
            style: 'decouple',
            name: local,
            file: source.file,
            end: statement.end,
            isImport: local === 'config',
          });
        else if (statement.module === 'decouple') makers.set(local, 'decouple');
        else if (statement.module === 'environ') makers.set(local, 'environ');
        else if (statement.module === 'environs') makers.set(local, 'environs');
      }
    } else if (statement.kind === 'Assign' && statement.value.kind === 'Call') {
      const style = makers.get(dottedName(statement.value.func) ?? '');
      const [target] = statement.targets;
      if (
        style === undefined ||
        target?.kind !== 'Name' ||
        findPlainAssignment(source, target.id).state !== 'found'
      )
        continue;
      // `Env(SECRET_KEY=(str, ""))`: such a look-up never misses its variable.
      const defaults = statement.value.keywords.flatMap(({ arg, value }) =>
        arg !== null && value.kind === 'Tuple' ? [arg] : [],
      );
      found.push({
        style,
        name: target.id,
        file: source.file,
        end: statement.end,
        isImport: false,
        defaults,
      });
    }
  }
  return found;
}

/**
 * True when lines of production's settings can use the object: bound in their file before them, or
 * handed on by `import *`.
 */
function isInSight(
  repository: Repository,
  settings: EvaluatedSettings,
  layout: SettingsLayout,
  binding: Binding,
): boolean {
  if (binding.isImport) return true;
  if (layout.mode === 'single' && binding.file === layout.sourcePath)
    return isBoundEarly(repository, binding);
  return layout.mode === 'split'
    ? binding.file === layout.sourcePath
    : hasName(repository, settings, layout.sourcePath, binding);
}

/**
 * True when the settings that ask for config vars in place, key and debug, stand below the object.
 */
function isBoundEarly(repository: Repository, { file, end }: Binding): boolean {
  const first = /^(SECRET_KEY|DEBUG)\b/m.exec(repository.files.text(file) ?? '');
  return first === null || first.index > end;
}

function hasName(
  repository: Repository,
  settings: EvaluatedSettings,
  file: string,
  binding: Binding,
  seen: readonly string[] = [],
): boolean {
  if (file === binding.file) return true;
  const parsed = parsePython(file, repository.files.text(file) ?? '');
  if (!parsed.ok || seen.includes(file)) return false;
  const imports = parsed.source.module.body.filter(
    (one): one is ImportFrom => one.kind === 'ImportFrom',
  );
  return imports.some((statement) => {
    const isStar =
      statement.names.some(({ name }) => name === '*') && !binding.name.startsWith('_');
    const isNamed = statement.names.some(
      ({ name, asname }) => name === binding.name && asname === null,
    );
    if (!isStar && !isNamed) return false;
    const source = fileOf(statement, file, settings.files);
    if (source === undefined || (isStar && /^__all__\b/m.test(repository.files.text(source) ?? '')))
      return false;
    return hasName(repository, settings, source, binding, [...seen, file]);
  });
}

/** The file of the settings that a `from` names, relative or by its whole dotted path. */
function fileOf(
  { level, module }: ImportFrom,
  from: string,
  files: readonly string[],
): string | undefined {
  const tail = (module ?? '').replaceAll('.', '/');
  const folder = from.split('/').slice(0, -level || undefined);
  const base = level === 0 ? tail : [...folder, tail].filter(Boolean).join('/');
  const isIt = (path: string, end: string): boolean =>
    path === end || (level === 0 && path.endsWith(`/${end}`));
  return files.find((path) => isIt(path, `${base}.py`) || isIt(path, `${base}/__init__.py`));
}
