import type { Answers } from '../answers/answers.ts';
import type { Binding } from './config-binding.ts';

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

/** The import that gives decouple's ready-made object. */
export const IMPORT_CONFIG = 'from decouple import config';

/** What makes the object where there is none. */
export const FIRST: Readonly<
  Record<Binding['style'], Pick<ConfigReader, 'imports' | 'definition'>>
> = {
  environ: { imports: ['import environ'], definition: 'env = environ.Env()' },
  environs: { imports: ['from environs import Env'], definition: 'env = Env()' },
  decouple: { imports: [IMPORT_CONFIG], definition: '' },
};

/**
 * Reads with a library's object, under the object's name. Source: django-environ 0.14, environs 15.2, python-decouple 3.8; run 2026-11-26.
 */
export function libraryReader(
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
