import { join } from 'node:path';
import { type ProcessResult, runProcess } from './process.ts';

/** What git knows of a folder, as far as a push depends on it. Paths are relative to the folder. */
export interface GitSource {
  /** Files that git tracks below the folder, also those of submodules. */
  readonly tracked: readonly string[];
  /** Files that are neither tracked nor ignored. */
  readonly untracked: readonly string[];
  /** Tracked files that differ from the last commit. */
  readonly changed: readonly string[];
  /** The commit; empty before the first one. */
  readonly commit: string;
  /**
   * Path of the folder below the work tree's root with a `/` at the end; empty for the root itself.
   */
  readonly prefix: string;
}

/** Asks git about a folder; undefined when it is in no work tree, or when there is no git. */
export async function readGitSource(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<GitSource | undefined> {
  const git = (...args: string[]): Promise<ProcessResult> =>
    // Paths as they are, and nothing of the developer's environment but where git and its
    // configuration are.
    runProcess({
      file: 'git',
      args: [
        '-c',
        'core.quotePath=false',
        '-c',
        'core.fsmonitor=false',
        '-c',
        'safe.directory=*',
        ...args,
      ],
      cwd: folder,
      env: { PATH: env.PATH ?? '', HOME: env.HOME ?? '', LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      signal,
    });
  const top = await git('rev-parse', '--is-inside-work-tree', '--show-prefix').catch(
    () => undefined,
  );
  if (top?.exitCode !== 0 || !top.stdout.startsWith('true')) return undefined;
  const [tracked, untracked, changed, head] = await Promise.all([
    git('ls-files', '-z', '--recurse-submodules'),
    git('ls-files', '-z', '--others', '--exclude-standard'),
    git('status', '--porcelain=v1', '-z', '--untracked-files=no', '--no-renames', '--', '.'),
    git('rev-parse', '--verify', '--quiet', 'HEAD'),
  ]);
  return {
    tracked: fields(tracked),
    untracked: fields(untracked),
    changed: fields(changed).map((line) => line.slice(3)),
    commit: head.exitCode === 0 ? head.stdout.trim() : '',
    prefix: top.stdout.split('\n')[1] ?? '',
  };
}

/** The folder that git would push, when the app is a folder inside of it. */
export function workTreeOf(folder: string, prefix: string): string {
  return prefix === ''
    ? folder
    : join(
        folder,
        ...prefix
          .split('/')
          .filter(Boolean)
          .map(() => '..'),
      );
}

function fields(result: ProcessResult): readonly string[] {
  return result.stdout.split('\0').filter((field) => field !== '');
}
