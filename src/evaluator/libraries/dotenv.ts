import type { Interpreter } from '../state/interpreter.ts';
import { folderOf, lookAt, readFile } from '../state/tree.ts';
import { flag, textArgument } from '../values/arguments.ts';
import { bool, builtin, dict, str } from '../values/constructors.ts';
import { joinPaths, parentOf } from '../values/posix-paths.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { spendText, type Work } from '../values/work.ts';
import type { Members } from './library.ts';

/** `python-dotenv`: only a `.env` that is in the repository is read. */
export const dotenvModule: Members = (interpreter, name) => {
  switch (name) {
    case 'load_dotenv':
    case 'read_dotenv':
      return builtin(name, (args) => {
        const file = dotenvFile(interpreter, args);
        if (file === undefined) return bool(false);
        loadVariables(interpreter, file, flag(args, 'override', false));
        return bool(true);
      });
    case 'find_dotenv':
      return builtin(name, (args) =>
        str(
          findUpwards(
            interpreter,
            folderOf(interpreter, args.scope.file),
            textArgument(args, 0, 'filename') ?? '.env',
          ) ?? '',
        ),
      );
    case 'dotenv_values':
      return builtin(name, (args) => {
        const file = dotenvFile(interpreter, args);
        return dict(
          file === undefined
            ? []
            : [...parseDotenv(interpreter, readFile(interpreter, file) ?? '')].map(
                ([key, value]) => [key, str(value)] as const,
              ),
        );
      });
    default:
      return undefined;
  }
};

function dotenvFile(interpreter: Interpreter, args: CallArguments): string | undefined {
  const given = textArgument(args, 0, 'dotenv_path');
  if (given === undefined || given === '')
    return findUpwards(interpreter, folderOf(interpreter, args.scope.file), '.env');
  return lookAt(interpreter, given) === 'file' ? given : undefined;
}

/** The nearest file of that name in a folder or in those above it, within the project. */
export function findUpwards(
  interpreter: Interpreter,
  folder: string,
  name: string,
): string | undefined {
  for (let at = folder; at.startsWith(interpreter.rootText); at = parentOf(at)) {
    const candidate = joinPaths([at, name]);
    if (lookAt(interpreter, candidate) === 'file') return candidate;
    if (at === interpreter.rootText) return undefined;
  }
  return undefined;
}

/**
 * Puts the variables of a file into the environment; those that are set already stay, unless they
 * are to be overridden.
 */
export function loadVariables(interpreter: Interpreter, file: string, override: boolean): void {
  for (const [name, value] of parseDotenv(interpreter, readFile(interpreter, file) ?? '')) {
    const set: Value = str(value, [name]);
    if (override || !interpreter.environment.map.has(name))
      interpreter.transaction.setInMap(interpreter.environment, name, set);
  }
}

/**
 * Names and values of a `.env` file: quotes are taken off, comments after blanks cut, lines without
 * `=` skipped.
 */
export function parseDotenv(work: Work, text: string): Map<string, string> {
  spendText(work, 8 * text.length);
  const variables = new Map<string, string>();
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const equals = line.indexOf('=');
    const name = line
      .slice(0, Math.max(equals, 0))
      .trim()
      .replace(/^export\s+/, '');
    if (/^[\w.-]+$/.test(name)) variables.set(name, unquoted(line.slice(equals + 1).trim()));
  }
  return variables;
}

function unquoted(raw: string): string {
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(raw);
  if (quoted === null) {
    const comment = raw.search(/\s#/);
    return comment < 0 ? raw : raw.slice(0, comment).trimEnd();
  }
  const [, mark, value = ''] = quoted;
  return mark === '"' ? value.replaceAll('\\n', '\n').replaceAll('\\"', '"') : value;
}
