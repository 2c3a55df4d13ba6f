import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * A folder with the files given, removed after the test. A value `-> target` makes a symbolic link.
 */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'project-test-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  addFiles(root, files);
  return root;
}

/** Writes more files into a folder. */
export function addFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), join(root, path));
    else writeFileSync(join(root, path), text);
  }
}

/**
 * Runs the real git in a folder, with no configuration of the user's but what `home` holds; its
 * output.
 */
export function git(
  root: string,
  args: readonly string[],
  options: { readonly home?: string; readonly input?: string } = {},
): string {
  const identity = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.com',
    '-c',
    'protocol.file.allow=always',
  ];
  const env = { PATH: process.env.PATH, HOME: options.home ?? root, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', [...identity, ...args], {
    cwd: root,
    env,
    input: options.input ?? '',
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Commits every file of a folder, which becomes a repository. */
export function commitAll(root: string): void {
  for (const words of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-qm', 'State'],
  ])
    git(root, words);
}
