import type { Run } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { folderOf, lookAt, treePath } from '../state/tree.ts';
import { builtin, model, none } from '../values/constructors.ts';
import { directoryOf, joinPaths } from '../values/posix-paths.ts';
import type { CallArguments, Scope, Value } from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import type { Members } from './library.ts';

/** `split_settings.tools`: the included files run in the scope of the including one. */
export const splitSettingsModule: Members = (run, name) => {
  if (name === 'optional')
    return builtin(name, (args) =>
      model('optional()', { attribute: () => args.positional[0] ?? none() }),
    );
  if (name !== 'include') return undefined;
  return builtin(name, (args) => {
    const given = args.keywords.get('scope');
    const scope = given?.kind === 'namespace' ? given.scope : args.scope.globals;
    for (const pattern of args.positional) include(run, pattern, scope, args);
    return none();
  });
};

function include(run: Run, value: Value, scope: Scope, args: CallArguments): void {
  const isOptional = value.kind === 'model' && value.name === 'optional()';
  const pattern = textOf(
    isOptional && value.kind === 'model' ? value.attribute?.('path', args.at) : value,
  );
  if (pattern === undefined) {
    run.journal.openScope(scope, 'include() may define it');
    return;
  }
  const folder = folderOf(run, args.scope.file);
  const paths = /[*?[]/.test(pattern)
    ? matching(run, joinPaths([folder, pattern]))
    : [joinPaths([folder, pattern])];
  for (const path of paths) {
    const file = lookAt(run, path) === 'file' ? treePath(run, path) : undefined;
    if (file !== undefined) run.runFile(file, { ...scope, file, globals: scope }, args.at);
    else if (!isOptional)
      throw new PythonRaise('OSError', `No such file: ${pattern}`, { at: args.at });
  }
  run.journal.bind(scope, '__included_file__', undefined);
}

function matching(run: Run, pattern: string): string[] {
  const folder = directoryOf(pattern);
  const name = new RegExp(
    `^${pattern
      .slice(folder.length + 1)
      .replace(/[.+^${}()|]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );
  const inTree = treePath(run, folder);
  if (inTree === undefined) return [];
  const lead = inTree === '' ? '' : `${inTree}/`;
  return run.files.paths
    .filter((path) => path.startsWith(lead) && name.test(path.slice(lead.length)))
    .map((path) => `${run.rootText}/${path}`);
}
