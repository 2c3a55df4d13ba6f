import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { runWithCommonOptions } from '../../src/cli/common-options.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { UsageError } from '../../src/facts/usage-error.ts';
import { recordingTerminal } from '../clock/recording-terminal.ts';
import { useShippedFacts } from '../facts/use-august-facts.ts';

const folder = mkdtempSync(join(tmpdir(), 'dynoready-options-'));
afterAll(() => {
  useShippedFacts();
  rmSync(folder, { recursive: true });
});

async function run(
  options: Parameters<typeof runWithCommonOptions>[1],
  work: (terminal: Terminal) => number,
) {
  const terminal = { ...recordingTerminal(folder), interactive: true, color: true };
  const code = await runWithCommonOptions(terminal, options, async (own) => work(own));
  return { code, ...terminal.shown };
}

const talking = (code: number, result: string) => (terminal: Terminal) => {
  terminal.err('working …\n');
  if (result !== '') terminal.out(result);
  return code;
};

test('--quiet leaves the result alone', async () => {
  expect(await run({ quiet: true }, talking(1, 'found\n'))).toEqual({
    code: 1,
    out: 'found\n',
    err: '',
  });
});

test('--quiet shows no bar', async () => {
  const shown: unknown[] = [];
  await run({ quiet: true }, ({ showsProgress }) => shown.push(showsProgress));
  await run({}, ({ showsProgress }) => shown.push(showsProgress));
  expect(shown).toEqual([false, undefined]);
});

test('--quiet still says why a command that failed gives no result', async () => {
  expect(await run({ quiet: true }, talking(1, ''))).toMatchObject({ err: 'working …\n' });
  expect(await run({ quiet: true }, talking(0, ''))).toMatchObject({ err: '' });
});

test('--output-file takes the whole result, without colour, and nothing else', async () => {
  const shown = await run({ outputFile: 'result.txt' }, (terminal) => {
    terminal.out(`colour ${terminal.color}, `);
    terminal.err('working …\n');
    terminal.out('done\n');
    return 0;
  });
  expect(shown).toEqual({ code: 0, out: '', err: 'working …\n' });
  expect(readFileSync(join(folder, 'result.txt'), 'utf8')).toBe('colour false, done\n');
});

test('a file that was there stays as it is when the command is used wrongly', async () => {
  await run({ outputFile: 'kept.txt' }, talking(0, 'first\n'));
  const failing = run({ outputFile: 'kept.txt' }, (terminal) => {
    terminal.out('half');
    throw new UsageError('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('first\n');
  expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([]);
});

test('--verbose tells versions and time', async () => {
  const { err } = await run({ verbose: true }, (terminal) => {
    terminal.err(`tells ${terminal.verbose}\n`);
    return 0;
  });
  expect(err).toMatch(
    /^tells true\ndynoready \d\S+ on Node \d\S+, facts of \d+ \w{3} 20\d\d, counted from \S+: \d+\.\d\d s\.\n$/,
  );
});

test('a result that cannot be written is a usage error', async () => {
  const terminal = recordingTerminal(folder);
  const words = ['explain', 'debug-on', '--output-file', 'kept.txt/below'];
  expect(await runCommandLine(words, terminal)).toBe(2);
  expect(terminal.shown.err).toContain('The file cannot be written: ');
});

test('--watch shows what it finds, so it takes no --output-file', async () => {
  const terminal = recordingTerminal(folder);
  const words = ['check', '--watch', '--output-file', 'x.txt'];
  expect(await runCommandLine(words, terminal)).toBe(2);
  expect(terminal.shown.err).toContain('cannot be used together with --output-file');
});
