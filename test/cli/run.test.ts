import { describe, expect, test } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { renderUsageError, UsageError } from '../../src/facts/usage-error.ts';

function recordingTerminal(): Terminal & { readonly shown: { out: string; err: string } } {
  const shown = { out: '', err: '' };
  return {
    shown,
    cwd: '/nowhere',
    env: {},
    out: (text) => {
      shown.out += text;
    },
    err: (text) => {
      shown.err += text;
    },
    interactive: false,
    color: false,
    columns: 100,
    signal: new AbortController().signal,
  };
}

describe('the command line', () => {
  test('without a word shows what there is, on standard output, and succeeds', async () => {
    const terminal = recordingTerminal();
    expect(await runCommandLine([], terminal)).toBe(0);
    for (const { name } of COMMANDS)
      expect(terminal.shown.out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(terminal.shown.err).toBe('');
  });

  test('answers a misspelled command with the nearest one and exit code 2', async () => {
    const terminal = recordingTerminal();
    expect(await runCommandLine(['chekc'], terminal)).toBe(2);
    expect(terminal.shown.err).toBe(
      "error: unknown command 'chekc'\n(Did you mean check?)\n(--help lists the options)\n",
    );
    expect(terminal.shown.out).toBe('');
  });

  test('prints the version of the manifest', async () => {
    const terminal = recordingTerminal();
    expect(await runCommandLine(['--version'], terminal)).toBe(0);
    expect(terminal.shown.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each(COMMANDS.map(({ name }) => name))('%s explains its options', async (name) => {
    const terminal = recordingTerminal();
    expect(await runCommandLine([name, '--help'], terminal)).toBe(0);
    expect(terminal.shown.out).toContain(`Usage: dynoready ${name}`);
  });

  test.each(['', ...COMMANDS.map(({ name }) => name)])(
    'help of %s is sentences, no wider than the terminal',
    async (name) => {
      const terminal = { ...recordingTerminal(), columns: 80 };
      await runCommandLine([...(name === '' ? [] : [name]), '--help'], terminal);
      const lines = terminal.shown.out.split('\n');
      expect(lines.filter((line) => line.length > 80 && !/^ +dynoready /.test(line))).toEqual([]);
      expect(terminal.shown.out).not.toMatch(/default:? (false|\[\])/);
      const described = lines.filter((line) => /^ {2}(-\w, )?--\S+(?: <\S+>)? {2,}\S/.test(line));
      expect(described.filter((line) => !/ {2}[A-Z'$]/.test(line))).toEqual([]);
    },
  );

  test('help with the name of a command explains the options of that command', async () => {
    const terminal = recordingTerminal();
    expect(await runCommandLine(['help', 'check'], terminal)).toBe(0);
    expect(terminal.shown.out).toContain('Usage: dynoready check');
    expect(terminal.shown.out).toContain('--fix');
  });

  test.each(['check', 'init', 'rehearse', 'up', 'build', 'settings', 'keep-up'])(
    '%s calls a folder that is not there wrong use',
    async (name) => {
      const terminal = recordingTerminal();
      expect(await runCommandLine([name, 'no-such-folder'], terminal)).toBe(2);
      expect(terminal.shown.err).toContain('There is no folder no-such-folder');
    },
  );

  test('refuses an option that a command does not have with exit code 2', async () => {
    const terminal = recordingTerminal();
    expect(await runCommandLine(['explain', '--no-such-option'], terminal)).toBe(2);
    expect(terminal.shown.err).toContain("error: unknown option '--no-such-option'");
  });
});

test('a wrong use is told as situation, evidence and next step', () => {
  const error = new UsageError('There is no Django project in /srv', {
    evidence: ['looked for manage.py two levels deep'],
    next: ['Change into the folder that holds manage.py.'],
  });
  expect(renderUsageError(error)).toBe(
    'There is no Django project in /srv\n\n  looked for manage.py two levels deep\n\nChange into the folder that holds manage.py.\n',
  );
});
