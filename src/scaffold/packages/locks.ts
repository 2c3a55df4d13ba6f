import { readTomlValue } from '../../edits/toml-source.ts';
import type { LockTool } from '../../machine/tools/make-lock.ts';
import { resolvePath } from '../../project/dependencies/requirements-chain.ts';
import { parseRequirements } from '../../project/dependencies/requirements-file.ts';
import type { DependencyFile } from '../../project/dependencies.ts';
import type { Repository } from '../../project/repository.ts';

/**
 * A file that a tool makes from the declaration, and that a change of the declaration makes stale.
 */
export interface DerivedLock {
  /** Undefined for an export, which only the person's own uv can make. */
  readonly tool: LockTool | undefined;
  readonly lockfile: string;
  /**
   * For a list that is compiled: the declaration, what is compiled from it, and the command that
   * its header names.
   */
  readonly compile?: {
    readonly from: string;
    readonly to: string;
    readonly command: string | undefined;
  };
}

/** The locks that are made from the file that a person edits. */
export function derivedLocks(repository: Repository): readonly DerivedLock[] {
  const { editable, managers } = repository.dependencies;
  const locks = managers.flatMap(({ id, lockfile }): DerivedLock[] =>
    id === 'pip' ? [] : [{ tool: id, lockfile }],
  );
  if (editable?.kind === 'pyproject' && managers.length === 0) {
    // The build installs from a lock: a declaration alone it does not take.
    const usesPoetry =
      readTomlValue(repository.files.text(editable.path) ?? '', ['tool', 'poetry']) !== undefined;
    return [
      usesPoetry
        ? { tool: 'poetry', lockfile: 'poetry.lock' }
        : { tool: 'uv', lockfile: 'uv.lock' },
    ];
  }
  if (editable?.kind === 'pipfile' && managers.length === 0)
    return [{ tool: 'pipenv', lockfile: 'Pipfile.lock' }];
  const compiled = editable && compiledList(repository, editable);
  return compiled === undefined ? locks : [compiled, ...locks];
}

/** The list that is made from the file: the one whose header says so, or that of the same name. */
function compiledList(
  { files, dependencies }: Repository,
  { path, kind }: DependencyFile,
): DerivedLock | undefined {
  for (const list of dependencies.files.filter(
    (one) => one.kind === 'pip-tools-output' || one.kind === 'uv-export',
  )) {
    const { compiledFrom, command } = parseRequirements(list.path, files.text(list.path) ?? '');
    // The command may have been started in the root or in the folder of the list.
    if (
      compiledFrom === undefined ||
      (compiledFrom !== path && resolvePath(list.path, compiledFrom) !== path)
    )
      continue;
    const tool =
      list.kind === 'uv-export' ? undefined : command?.startsWith('uv ') ? 'uv' : 'pip-tools';
    return { tool, lockfile: list.path, compile: { from: path, to: list.path, command } };
  }
  const to = path.replace(/\.in$/, '.txt');
  return kind === 'pip-tools-input'
    ? { tool: 'pip-tools', lockfile: to, compile: { from: path, to, command: undefined } }
    : undefined;
}

/**
 * The next step that makes the lock by hand. Source: the documentation of each tool; read
 * 2026-11-23.
 */
export function lockStep({ tool, lockfile, compile }: DerivedLock): string {
  if (compile === undefined)
    return `${tool} lock    (updates ${lockfile}; the build rejects a stale lock file)`;
  const command = compile.command?.startsWith('uv ')
    ? compile.command
    : `pip-compile ${compile.from}`;
  return `${command}    (regenerates ${lockfile})`;
}
