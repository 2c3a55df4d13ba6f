import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { escapeControls } from '../facts/escape-controls.ts';
import { lastLines, type ProcessOptions, type ProcessResult, startProcess } from './process.ts';
import { recordProcessGroup } from './workspace.ts';

export interface CloneOptions {
  readonly url: string;
  /** The new folder, inside of a workspace. */
  readonly folder: string;
  /** A folder made by `withWorkspace`, which knows the processes to end after a `kill -9`. */
  readonly workspace: string;
  readonly limits: CloneLimits;
  /** PATH, HOME and the variables of git, ssh and proxies are taken from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export interface CloneLimits {
  /** For all steps together. */
  readonly timeoutMs: number;
  /** Of what is transferred, and of the files that are checked out. */
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** A clone, or why there is none. */
export type CloneResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly because: 'failed' | 'too-large' | 'timeout';
      readonly reason: string;
    };

/** Milliseconds between two looks at the size of what has come. */
const LOOK_MS = 200;

/** Variables of the person that decide how git reaches a server. */
const PASSED_ON =
  /^(PATH|HOME|XDG_CONFIG_HOME|TMPDIR|SSH_AUTH_SOCK|(all|https?|no)_proxy|GIT_SSL_CAINFO|GIT_SSH_COMMAND|GIT_CONFIG_(COUNT|KEY_\d+|VALUE_\d+|GLOBAL|NOSYSTEM))$/i;

/**
 * Clones the newest commit of the default branch, without its history, and checks it out once its
 * files are known to be within the limits. Asks nobody for a password, and runs no hook or filter.
 */
export async function cloneShallow(options: CloneOptions): Promise<CloneResult> {
  const { url, folder, limits } = options;
  const until = performance.now() + limits.timeoutMs;
  const steps = [
    () => fetchCommit(options, until),
    () => measureTree(options, until),
    () =>
      runGit(options, until, ['-C', folder, 'checkout', '--quiet', '--detach', 'HEAD']).then(
        (result) => outcomeOf(result, options),
      ),
  ];
  for (const step of steps) {
    const outcome = await step();
    options.signal.throwIfAborted();
    if (!outcome.ok)
      return { ...outcome, reason: outcome.reason.replaceAll(url, withoutPassword(url)) };
  }
  return { ok: true };
}

/** The commit that HEAD of a remote repository names; undefined when it does not answer. */
export async function remoteHead(
  options: Omit<CloneOptions, 'folder' | 'limits'> & { readonly timeoutMs: number },
): Promise<string | undefined> {
  const until = performance.now() + options.timeoutMs;
  const result = await runGit({ ...options, folder: '' }, until, [
    'ls-remote',
    '--quiet',
    '--',
    options.url,
    'HEAD',
  ]);
  return /^([0-9a-f]{40}|[0-9a-f]{64})\tHEAD$/m.exec(result.stdout)?.[1];
}

async function fetchCommit(options: CloneOptions, until: number): Promise<CloneResult> {
  const { url, folder, limits } = options;
  const tooLarge = new AbortController();
  let timer: NodeJS.Timeout;
  const look = (): void => {
    const started = performance.now();
    if (sizeOf(folder, limits.maxBytes) > limits.maxBytes) tooLarge.abort();
    // A look at a folder of many files takes long itself: nine parts of ten are left to others.
    timer = setTimeout(look, Math.max(LOOK_MS, 9 * (performance.now() - started)));
  };
  timer = setTimeout(look, LOOK_MS);
  const words = ['clone', '--quiet', '--depth=1', '--single-branch', '--no-tags', '--no-checkout'];
  const result = await runGit(options, until, [...words, '--template=', '--', url, folder], {
    signal: AbortSignal.any([options.signal, tooLarge.signal]),
  }).finally(() => clearTimeout(timer));
  if (tooLarge.signal.aborted || sizeOf(folder, limits.maxBytes) > limits.maxBytes)
    return beyond(`more than ${megabytes(limits.maxBytes)} are transferred`);
  return outcomeOf(result, options);
}

/** Adds up what a checkout would write: a few kilobytes of git can hold gigabytes of files. */
async function measureTree(options: CloneOptions, until: number): Promise<CloneResult> {
  const { folder, limits } = options;
  const enough = new AbortController();
  let bytes = 0;
  let files = 0;
  const onLine: ProcessOptions['onLine'] = (line, stream) => {
    const size = stream === 'stdout' && /^\d+ \w+ [0-9a-f]+ +(\d+|-)\t/.exec(line)?.[1];
    if (!size) return;
    files += 1;
    bytes += Number(size) || 0;
    if (bytes > limits.maxBytes || files > limits.maxFiles) enough.abort();
  };
  const words = ['-C', folder, 'ls-tree', '-r', '--long', '--full-tree', 'HEAD'];
  const result = await runGit(options, until, words, {
    ...{ onLine, keepOutput: false },
    signal: AbortSignal.any([options.signal, enough.signal]),
  });
  if (bytes > limits.maxBytes)
    return beyond(`its files take more than ${megabytes(limits.maxBytes)}`);
  if (files > limits.maxFiles)
    return beyond(`it has more than ${limits.maxFiles.toLocaleString('en')} files`);
  if (result.exitCode === 128 && files === 0)
    return { ok: false, because: 'failed', reason: 'it has no commit' };
  return outcomeOf(result, options);
}

async function runGit(
  { env, workspace, signal }: Pick<CloneOptions, 'env' | 'workspace' | 'signal' | 'folder'>,
  until: number,
  args: readonly string[],
  more: Partial<ProcessOptions> = {},
): Promise<ProcessResult> {
  const passedOn = Object.entries(env).filter(
    (entry): entry is [string, string] => PASSED_ON.test(entry[0]) && entry[1] !== undefined,
  );
  const quiet = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'submodule.recurse=false'];
  const running = startProcess({
    file: 'git',
    args: [...quiet.flatMap((one) => ['-c', one]), ...args],
    cwd: workspace,
    env: {
      ...Object.fromEntries(passedOn),
      ...{ LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true', GIT_LFS_SKIP_SMUDGE: '1' },
      GIT_SSH_COMMAND: env.GIT_SSH_COMMAND ?? 'ssh -o BatchMode=yes',
    },
    timeoutMs: Math.max(until - performance.now(), 1),
    signal,
    ...more,
  });
  if (running.pid > 0) recordProcessGroup(workspace, running.pid);
  return await running.ended;
}

function outcomeOf(result: ProcessResult, { limits, folder }: CloneOptions): CloneResult {
  if (result.exitCode === 0) return { ok: true };
  if (result.timedOut)
    return {
      ...{ ok: false, because: 'timeout' },
      reason: `git was not done after ${limits.timeoutMs / 1000} s`,
    };
  const lines = lastLines(result, 20);
  const said = lines.find((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? 'git failed';
  const reason = escapeControls(said.replaceAll(folder, 'the clone')).slice(0, 300);
  return { ok: false, because: 'failed', reason };
}

function beyond(reason: string): CloneResult {
  return { ok: false, because: 'too-large', reason };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** A URL as it may be shown: without the user, password or token before its host. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@\s]*@/, '$1');
}

/** Bytes of the files below a folder, counted until they are more than enough. */
function sizeOf(folder: string, enough: number): number {
  let bytes = 0;
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined && bytes <= enough; next = waiting.pop()) {
    for (const entry of entriesOf(next)) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else bytes += lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return bytes;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not there yet, or gone by now.
    return [];
  }
}
