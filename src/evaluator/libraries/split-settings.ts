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
  const paths = /[*?[]/.test(pattern)
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
  const name = new RegExp(
    `^${pattern
      .slice(folder.length + 1)
      .replace(/[.+^${}()|]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );
  const inTree = treePath(interpreter, folder);
  if (inTree === undefined) return [];
  const lead = inTree === '' ? '' : `${inTree}/`;
  return interpreter.files.paths
    .filter((path) => path.startsWith(lead) && name.test(path.slice(lead.length)))
    .map((path) => `${interpreter.rootText}/${path}`);
}
