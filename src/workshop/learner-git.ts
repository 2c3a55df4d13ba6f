import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { runProcess } from '../machine/process.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whoever has not told git a name yet shall not be stopped by that. */
const IDENTITY = [
  '-c',
  'user.name=Workshop',
  '-c',
  'user.email=workshop@example.com',
  '-c',
  'commit.gpgsign=false',
];
const START_OF = 'refs/dynoready/start/';

/** The repository of a learner. What is kept never moves a branch of theirs. */
export interface LearnerGit {
  /**
   * Makes the folder a repository and commits all of it, also what is ignored; false when git could
   * not.
   */
  commitStart(): Promise<boolean>;
  /**
   * Keeps the state as the start of an exercise, under a ref that no branch list shows; false when
   * git could not.
   */
  keepStart(exercise: number): Promise<boolean>;
  /** Keeps the state on a new branch and gives its name; undefined when git could not. */
  keepWork(exercise: number): Promise<string | undefined>;
  /**
   * Puts files and index back to the start of the exercise; HEAD stays. False when that start was
   * not kept.
   */
  restoreStart(exercise: number): Promise<boolean>;
  /**
   * Paths with changes that are not committed, untracked ones among them; undefined outside a
   * repository.
   */
  uncommitted(): Promise<readonly string[] | undefined>;
}

/**
 * The repository that the folder is the root of, or may become. No method throws; where git is
 * missing, all of them say so by their result.
 */
// Long because its methods share one way of running git.
export function learnerGit(root: string, env: Environment, signal?: AbortSignal): LearnerGit {
  const run = async (
    args: readonly string[],
    more: Record<string, string> = {},
  ): Promise<string | undefined> => {
    const { GIT_DIR: _dir, GIT_INDEX_FILE: _index, GIT_WORK_TREE: _tree, ...outer } = env;
    const known = Object.fromEntries(
      Object.entries(outer).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    try {
      const options = { file: 'git', args, cwd: root, env: { ...known, ...more } };
      const { exitCode, stdout } = await runProcess(
        signal === undefined ? options : { ...options, signal },
      );
      return exitCode === 0 ? stdout : undefined;
    } catch {
      return undefined;
    }
  };

  /**
   * A commit of all that is in the folder and not ignored, and of what the index or `alsoFrom`
   * tracks; nothing of the learner's moves.
   */
  const snapshot = async (message: string, alsoFrom?: string): Promise<string | undefined> => {
    const index = (await run(['rev-parse', '--git-path', 'index']))?.trim();
    if (index === undefined) return undefined;
    const folder = mkdtempSync(join(tmpdir(), 'dynoready-index-'));
    const own = { GIT_INDEX_FILE: join(folder, 'index') };
    try {
      const path = isAbsolute(index) ? index : join(root, index);
      if (existsSync(path)) await copyFile(path, own.GIT_INDEX_FILE);
      if ((await run(['add', '--all'], own)) === undefined) return undefined;
      const there = ((await trackedBy(alsoFrom)) ?? []).filter((one) =>
        existsSync(join(root, one)),
      );
      if (there.length > 0) await run(['add', '--force', '--', ...there], own);
      const tree = (await run(['write-tree'], own))?.trim();
      const head = (await run(['rev-parse', '--verify', '--quiet', 'HEAD']))?.trim();
      if (tree === undefined) return undefined;
      return (
        await run([
          ...IDENTITY,
          'commit-tree',
          tree,
          ...(head === undefined ? [] : ['-p', head]),
          '-m',
          message,
        ])
      )?.trim();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const trackedBy = async (commit: string | undefined): Promise<string[] | undefined> =>
    commit === undefined
      ? []
      : (await run(['ls-tree', '-r', '-z', '--name-only', commit]))
          ?.split('\0')
          .map((one) => one.trim())
          .filter(Boolean);
  const startOf = async (exercise: number) =>
    (await run(['rev-parse', '--verify', '--quiet', `${START_OF}${exercise}^{commit}`]))?.trim();

  return {
    async commitStart() {
      for (const args of [
        ['init', '--quiet', '--initial-branch=main'],
        ['add', '--all', '--force', '--', '.', ':!.dynoready'],
        [...IDENTITY, 'commit', '--quiet', '--message', 'Start of the workshop'],
      ]) {
        if ((await run(args)) === undefined) return false;
      }
      return true;
    },
    async keepStart(exercise) {
      const commit = await snapshot(`Start of exercise ${exercise}`);
      return (
        commit !== undefined &&
        (await run(['update-ref', `${START_OF}${exercise}`, commit])) !== undefined
      );
    },
    async keepWork(exercise) {
      const commit = await snapshot(`Work on exercise ${exercise}`, await startOf(exercise));
      if (commit === undefined) return undefined;
      for (let attempt = 1; ; attempt += 1) {
        const branch = `workshop/exercise-${exercise}-try-${attempt}`;
        if ((await run(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])) !== undefined)
          continue;
        return (await run(['branch', branch, commit])) === undefined ? undefined : branch;
      }
    },
    async restoreStart(exercise) {
      const start = await startOf(exercise);
      if (start === undefined) return false;
      // Known to the index first, so that what the start does not have is removed.
      if ((await run(['add', '--all'])) === undefined) return false;
      return (await run(['read-tree', '--reset', '-u', start])) !== undefined;
    },
    async uncommitted() {
      // Without the lock git does not write its index anew, which would look like a save.
      const status = await run([
        '--no-optional-locks',
        'status',
        '--porcelain',
        '--untracked-files=all',
      ]);
      return status?.split('\n').flatMap((line) => (line === '' ? [] : line.slice(3)));
    },
  };
}
