import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProcessResult, runProcess } from '../../machine/process.ts';
import type { Platform } from '../platform-parts.ts';
import { hookFile } from './receive-hook.ts';

/** Where git finds nothing of this machine's or this user's configuration. */
export function gitEnvironment(env: Platform['env']): Record<string, string> {
  return {
    PATH: env.PATH ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** The repository that an app is pushed to: bare, and made when it is first asked for. */
export async function appRepository(platform: Platform, appId: string): Promise<string> {
  const folder = join(platform.store.appFolder(appId), 'repository.git');
  if (existsSync(join(folder, 'hooks', 'pre-receive'))) return folder;
  mkdirSync(folder, { recursive: true });
  await git(platform, folder, ['init', '--quiet', '--bare', '--initial-branch=main', '.']);
  await git(platform, folder, ['config', 'receive.denyDeletes', 'true']);
  const hook = hookFile(process.execPath, join(platform.store.folder, 'pre-receive.cjs'));
  mkdirSync(join(folder, 'hooks'), { recursive: true });
  writeFileSync(join(folder, 'hooks', 'pre-receive'), hook, { mode: 0o755 });
  return folder;
}

/**
 * Checks a commit out into the app's source folder, which keeps its path from push to push so that
 * the build cache is found again. The objects of a push that is not accepted yet are read where git
 * keeps them meanwhile.
 */
export async function checkOut(
  platform: Platform,
  appId: string,
  commit: string,
  objectFolders: readonly string[],
): Promise<string> {
  const source = join(platform.store.appFolder(appId), 'source');
  const repository = await appRepository(platform, appId);
  mkdirSync(source, { recursive: true });
  if (!existsSync(join(source, '.git')))
    await git(platform, source, ['init', '--quiet', '--initial-branch=main', '.']);
  const alternates = [...new Set([join(repository, 'objects'), ...objectFolders])];
  const file = join(source, '.git', 'objects', 'info', 'alternates');
  mkdirSync(join(source, '.git', 'objects', 'info'), { recursive: true });
  writeFileSync(file, `${alternates.join('\n')}\n`);
  await git(platform, source, ['checkout', '--quiet', '--force', '--detach', commit]);
  await git(platform, source, ['clean', '--quiet', '-ffdx']);
  return source;
}

/** The commit at the end of a branch that was pushed to the app; undefined when there is no such branch. */
export async function branchCommit(
  platform: Platform,
  appId: string,
  branch: string,
): Promise<string | undefined> {
  const folder = await appRepository(platform, appId);
  const ref = `refs/heads/${branch}`;
  const found = await git(platform, folder, ['rev-parse', '--verify', '--quiet', ref]).catch(
    () => undefined,
  );
  return found?.stdout.trim();
}

/** Turns a folder of files into a repository with one commit, as a push would bring it. */
export async function commitAll(platform: Platform, folder: string): Promise<string> {
  const identity = ['-c', 'user.name=dynoready', '-c', 'user.email=dynoready@localhost.invalid'];
  await git(platform, folder, ['init', '--quiet', '--initial-branch=main', '.']);
  await git(platform, folder, ['add', '--all', '--force', '.']);
  await git(platform, folder, [...identity, 'commit', '--quiet', '--allow-empty', '-m', 'Source']);
  const { stdout } = await git(platform, folder, ['rev-parse', 'HEAD']);
  return stdout.trim();
}

/** Runs git to its end. Throws what it said when it failed. */
async function git(
  platform: Platform,
  cwd: string,
  args: readonly string[],
): Promise<ProcessResult> {
  const result = await runProcess({
    file: 'git',
    args: ['-c', 'safe.directory=*', '-c', 'core.autocrlf=false', ...args],
    cwd,
    env: gitEnvironment(platform.env),
    signal: platform.signal,
  });
  if (result.exitCode !== 0) throw new Error(`git ${args[0]} failed: ${result.output.trim()}`);
  return result;
}
