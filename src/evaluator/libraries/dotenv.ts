import type { Run } from '../state/interpreter.ts';
import { folderOf, lookAt, readFile } from '../state/tree.ts';
import { flag, textArgument } from '../values/arguments.ts';
import { bool, builtin, dict, str } from '../values/constructors.ts';
import { joinPaths, parentOf } from '../values/posix-paths.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import type { Members } from './library.ts';

/** `python-dotenv`: only a `.env` that is in the repository is read. */
export const dotenvModule: Members = (run, name) => {
  switch (name) {
    case 'load_dotenv':
    case 'read_dotenv':
      return builtin(name, (args) => {
        const file = dotenvFile(run, args);
        if (file === undefined) return bool(false);
        loadVariables(run, file, flag(args, 'override', false));
        return bool(true);
      });
    case 'find_dotenv':
      return builtin(name, (args) =>
        str(
          findUpwards(
            run,
            folderOf(run, args.scope.file),
            textArgument(args, 0, 'filename') ?? '.env',
          ) ?? '',
        ),
      );
    case 'dotenv_values':
      return builtin(name, (args) => {
        const file = dotenvFile(run, args);
        return dict(
          file === undefined
            ? []
            : [...parseDotenv(readFile(run, file) ?? '')].map(
                ([key, value]) => [key, str(value)] as const,
              ),
        );
      });
    default:
      return undefined;
  }
};

function dotenvFile(run: Run, args: CallArguments): string | undefined {
  const given = textArgument(args, 0, 'dotenv_path');
  if (given === undefined || given === '')
    return findUpwards(run, folderOf(run, args.scope.file), '.env');
  return lookAt(run, given) === 'file' ? given : undefined;
}

/** The nearest file of that name in a folder or in those above it, within the project. */
export function findUpwards(run: Run, folder: string, name: string): string | undefined {
  for (let at = folder; at.startsWith(run.rootText); at = parentOf(at)) {
    const candidate = joinPaths([at, name]);
    if (lookAt(run, candidate) === 'file') return candidate;
    if (at === run.rootText) return undefined;
  }
  return undefined;
}

/**
 * Puts the variables of a file into the environment; those that are set already stay, unless they
 * are to be overridden.
 */
export function loadVariables(run: Run, file: string, override: boolean): void {
  for (const [name, value] of parseDotenv(readFile(run, file) ?? '')) {
    const set: Value = str(value, [name]);
    if (override || !run.environment.map.has(name))
      run.journal.setInMap(run.environment, name, set);
  }
}

/**
 * Names and values of a `.env` file: quotes are taken off, comments after blanks cut, lines without
 * `=` skipped.
 */
export function parseDotenv(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const match = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (match === null) continue;
    const [, name = '', raw = ''] = match;
    const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(raw);
    variables.set(
      name,
      quoted === null
        ? raw.replace(/\s+#.*$/, '')
        : quoted[1] === '"'
          ? quoted[2]!.replaceAll('\\n', '\n').replaceAll('\\"', '"')
          : quoted[2]!,
    );
  }
  return variables;
}
