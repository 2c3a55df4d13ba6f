import { runProcess } from './process.ts';

/** Where a commit stands beside the one that is checked out. */
export interface CommitDistance {
  /** Commits of HEAD that the other one does not have, and the other way round. */
  readonly behind: number;
  readonly ahead: number;
  /** HEAD itself. */
  readonly head: string;
}

/** Milliseconds granted to one question to git. */
const LIMIT_MS = 10_000;

/** The answers of git about one folder. */
export interface GitHistory {
  /** Undefined when the commit is not in this clone, or there is no git. */
  distance(commit: string): Promise<CommitDistance | undefined>;
  /** The text of a file at a commit; undefined when it had none. */
  fileAt(commit: string, path: string): Promise<string | undefined>;
}

/** Asks git about the history of a folder; nothing of the repository is run. */
export function gitHistory(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): GitHistory {
  const git = async (...args: string[]): Promise<string | undefined> => {
    const ended = await runProcess({
      file: 'git',
      args: ['-c', 'core.fsmonitor=false', '-c', 'safe.directory=*', ...args],
      cwd: folder,
      env: { PATH: env.PATH ?? '', HOME: env.HOME ?? '', LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      signal,
      timeoutMs: LIMIT_MS,
    }).catch(() => undefined);
    return ended?.exitCode === 0 ? ended.stdout : undefined;
  };
  const isCommit = (commit: string): boolean => /^[0-9a-f]{7,64}$/.test(commit);
  return {
    async distance(commit) {
      if (!isCommit(commit)) return undefined;
      const counted = await git('rev-list', '--left-right', '--count', `${commit}...HEAD`, '--');
      const [, ahead, behind] = /^(\d+)\s+(\d+)/.exec(counted ?? '') ?? [];
      const head = await git('rev-parse', '--verify', '--quiet', 'HEAD');
      return ahead === undefined || head === undefined
        ? undefined
        : { behind: Number(behind), ahead: Number(ahead), head: head.trim() };
    },
    async fileAt(commit, path) {
      return isCommit(commit) ? await git('show', `${commit}:./${path}`) : undefined;
    },
  };
}
