import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { completedCommands, SHELLS } from '../../../src/cli/completion/completed-commands.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'dynoready-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function scriptFor(shell: string): Promise<string> {
  const terminal = recordingTerminal(folder);
  expect(await runCommandLine(['completion', shell], terminal), terminal.shown.err).toBe(0);
  const file = join(folder, `completion.${shell}`);
  writeFileSync(file, terminal.shown.out);
  return file;
}

/** Each shell as a function from the words typed so far to what it offers for the last one. */
const ASK: Readonly<
  Record<string, (file: string, words: readonly string[]) => readonly [string, ...string[]]>
> = {
  bash: (file, words) => [
    'bash',
    '--norc',
    '-c',
    `source '${file}'; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dynoready; printf '%s\\n' "\${COMPREPLY[@]}"`,
    'bash',
    ...words,
  ],
  // Outside its line editor zsh cannot offer anything, so what is handed to it is printed.
  zsh: (file, words) => [
    'zsh',
    '-f',
    '-c',
    `compdef() { : }; compadd() { shift; print -l -- "$@" }; _files() { : }
_describe() { print -l -- "\${(@)\${(P@)2}%%:*}" }
source '${file}'; words=("$@"); CURRENT=$#; _dynoready | grep -- "^\${words[CURRENT]}"`,
    'zsh',
    ...words,
  ],
  fish: (file, words) => [
    'fish',
    '--no-config',
    '-c',
    `source '${file}'; complete -C '${words.join(' ')}'`,
  ],
  powershell: (file, words) => [
    'pwsh',
    '-NoProfile',
    '-Command',
    `. '${file}'; $line = '${words.join(' ')}'; (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText`,
  ],
};

function offered(shell: string, file: string, words: readonly string[]): readonly string[] {
  const [program, ...args] = ASK[shell]!(file, words);
  const env = {
    PATH: process.env.PATH,
    LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH,
    HOME: folder,
  };
  const { stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env });
  expect(stderr).toBe('');
  return stdout
    .split(/\r?\n/)
    .map((line) => line.split('\t')[0]!)
    .filter((line) => line !== '');
}

function isInstalled(shell: string): boolean {
  const [program] = ASK[shell]!('', []);
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.each(SHELLS)('%s', (shell) => {
  // `.ci/run` installs zsh and fish; Debian has no package of PowerShell.
  test.skipIf(!isInstalled(shell)).each([
    ['a command', ['dynoready', 'che'], ['check']],
    ['an option', ['dynoready', 'check', '--fo'], ['--format']],
    ['an option of this command alone', ['dynoready', 'settings', '--onl'], ['--only']],
    ['the value of an option', ['dynoready', 'check', '--fix', '--format', 'sar'], ['sarif']],
    ['a rule to leave out', ['dynoready', 'check', '--skip', 'debug-o'], ['debug-on']],
    ['a rule to explain', ['dynoready', 'explain', 'procfile-miss'], ['procfile-missing']],
    [
      'a code',
      ['dynoready', 'explain', 'H1'],
      ['H10', 'H11', 'H12', 'H13', 'H14', 'H15', 'H17', 'H18', 'H19'],
    ],
    ['a shell', ['dynoready', 'completion', 'po'], ['powershell']],
  ])('completes %s', { timeout: 60_000 }, async (_, words, expected) => {
    expect([...offered(shell, await scriptFor(shell), words)].sort()).toEqual(expected);
  });

  test('names every command, in a script that is text alone', async () => {
    const terminal = recordingTerminal(folder);
    await runCommandLine(['completion', shell], terminal);
    for (const { name } of await completedCommands()) expect(terminal.shown.out).toContain(name);
    expect(terminal.shown.out).not.toMatch(/undefined|\[object/);
  });
});

test('a shell that is not known is wrong use', async () => {
  const terminal = recordingTerminal(folder);
  expect(await runCommandLine(['completion', 'tcsh'], terminal)).toBe(2);
  expect(terminal.shown.err).toContain('bash, zsh, fish, powershell');
});
