import { readTomlValue } from '../edits/toml.ts';
import type { LockTool } from '../heroku/tools/make-lock.ts';
import type { Project } from '../project/project.ts';

/** A file that a tool makes from the declaration, and that a change of the declaration makes stale. */
export interface DerivedLock {
  readonly tool: LockTool;
  readonly lockfile: string;
  /** For pip-tools: the declaration and what is compiled from it. */
  readonly compile?: { readonly from: string; readonly to: string };
}

/** The locks that are made from the file that a person edits. */
export function derivedLocks({ dependencies: { editable, managers }, files }: Project): readonly DerivedLock[] {
  const locks = managers.flatMap(({ id, lockfile }): DerivedLock[] => (id === 'pip' ? [] : [{ tool: id, lockfile }]));
  if (editable?.kind === 'pyproject' && managers.length === 0) {
    // The build installs from a lock: a declaration alone it does not take.
    const usesPoetry = readTomlValue(files.text(editable.path) ?? '', ['tool', 'poetry']) !== undefined;
    return [usesPoetry ? { tool: 'poetry', lockfile: 'poetry.lock' } : { tool: 'uv', lockfile: 'uv.lock' }];
  }
  if (editable?.kind !== 'pip-tools-input') return locks;
  const to = editable.path.replace(/\.in$/, '.txt');
  return [{ tool: 'pip-tools', lockfile: to, compile: { from: editable.path, to } }, ...locks];
}

/** The next step that makes the lock by hand. Source: the documentation of each tool; read 2026-11-23. */
export function lockStep({ tool, lockfile, compile }: DerivedLock): string {
  return compile === undefined
    ? `${tool} lock    (brings ${lockfile} up to date; the build refuses a stale one)`
    : `pip-compile ${compile.from}    (writes ${lockfile} anew)`;
}
