import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { folderOf, lookAt, treePath } from '../state/tree.ts';
import { builtin, native, none } from '../values/constructors.ts';
import { directoryOf, joinPaths } from '../values/posix-paths.ts';
import type { CallArguments, Scope, Value } from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import type { Members } from './library.ts';

/** `split_settings.tools`: the included files run in the scope of the including one. */
export const splitSettingsModule: Members = (interpreter, name) => {
  if (name === 'optional')
    return builtin(name, (args) =>
      native('optional()', { attribute: () => args.positional[0] ?? none() }),
    );
  if (name !== 'include') return undefined;
  return builtin(name, (args) => {
    const given = args.keywords.get('scope');
    const scope = given?.kind === 'namespace' ? given.scope : args.scope.globals;
    for (const pattern of args.positional) include(interpreter, pattern, scope, args);
    return none();
  });
};

function include(interpreter: Interpreter, value: Value, scope: Scope, args: CallArguments): void {
  const isOptional = value.kind === 'native' && value.name === 'optional()';
  const pattern = textOf(
    isOptional && value.kind === 'native' ? value.attribute?.('path', args.at) : value,
  );
  if (pattern === undefined) {
    interpreter.transaction.markIncomplete(scope, 'include() may define it');
    return;
  }
  const folder = folderOf(interpreter, args.scope.file);
  const paths = /[*?]/.test(pattern)
    ? matching(interpreter, joinPaths([folder, pattern]))
    : [joinPaths([folder, pattern])];
  for (const path of paths) {
    const file = lookAt(interpreter, path) === 'file' ? treePath(interpreter, path) : undefined;
    if (file !== undefined) interpreter.runFile(file, { ...scope, file, globals: scope }, args.at);
    else if (!isOptional)
      throw new PythonRaise('OSError', `No such file: ${pattern}`, { at: args.at });
  }
  interpreter.transaction.bind(scope, '__included_file__', undefined);
}

function matching(interpreter: Interpreter, pattern: string): string[] {
  const folder = directoryOf(pattern);
  const name = pattern.slice(folder.length + 1);
  const inTree = treePath(interpreter, folder);
  if (inTree === undefined) return [];
  const lead = inTree === '' ? '' : `${inTree}/`;
  return interpreter.files.paths
    .filter((path) => {
      const rest = path.slice(lead.length);
      interpreter.spend(path.startsWith(lead) ? (rest.length * name.length) / 16 : 0.2);
      return path.startsWith(lead) && !rest.includes('/') && matchesGlob(rest, name);
    })
    .map((path) => `${interpreter.rootText}/${path}`);
}

/**
 * Whether a name matches a pattern with `*` and `?`. Takes as many steps as the product of the two
 * lengths, where a regular expression may take far more.
 */
function matchesGlob(name: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star: { readonly pattern: number; name: number } | undefined;
  while (at < name.length) {
    if (pattern[inPattern] === '*') {
      star = { pattern: inPattern, name: at };
      inPattern += 1;
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === name[at]) {
      inPattern += 1;
      at += 1;
    } else if (star === undefined) return false;
    else {
      star.name += 1;
      at = star.name;
      inPattern = star.pattern + 1;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
