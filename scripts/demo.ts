import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../src/cli/run.ts';
import { processTerminal } from '../src/cli/terminal.ts';
import { defaultPythonLine } from '../src/facts/python-lines.ts';
import { findInterpreters, installCommands } from '../src/machine/interpreters.ts';
import { newestSeriesFor, pythonLinesFor } from '../src/scaffold/packages/django-series.ts';

/**
 * `npm run demo`: the main job from beginning to end on a copy of the workshop's start project.
 * Each step is the very command a person would type; the demo stops at the first one that fails.
 */
const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(checkout, '.dynoready', 'demo');

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
process.once('SIGTERM', () => controller.abort());
const terminal = { ...processTerminal(controller.signal), cwd: folder, interactive: false };

function heading(text: string): void {
  terminal.out(`\n${terminal.color ? `\x1b[1m${text}\x1b[0m` : text}\n`);
}

function git(...words: string[]): void {
  const identity = [
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@example.com',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'init.defaultBranch=main',
  ];
  execFileSync('git', [...identity, ...words], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function dynoready(expected: readonly number[], ...words: string[]): Promise<void> {
  heading(`$ dynoready ${words.join(' ')}`);
  const exitCode = await runCommandLine(words, terminal);
  if (!expected.includes(exitCode)) {
    terminal.err(
      `\nThe demo stops: that command ended with ${exitCode}. The project is in ${relative(process.cwd(), folder)}.\n`,
    );
    process.exit(exitCode);
  }
}

/** The newest line of Python here; the demo stops without one. */
async function pythonOfDemo(): Promise<string> {
  const [newest] = await findInterpreters(terminal.env);
  if (newest !== undefined) return newest.line;
  terminal.err(
    `The demo needs one Python from 3.10 on, and found none: ${installCommands(defaultPythonLine()).join('  or  ')}\n`,
  );
  process.exit(1);
}

/** An older Python than the newest Django takes is named, so that a series that runs is chosen. */
function writePythonVersion(line: string): void {
  if (!pythonLinesFor(newestSeriesFor('')).includes(line))
    writeFileSync(join(folder, '.python-version'), `${line}\n`);
}

const started = performance.now();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
cpSync(join(checkout, 'test/fixtures/projects/workshop-start'), folder, { recursive: true });
writePythonVersion(await pythonOfDemo());
git('init', '--quiet');
git('add', '--all');
git('commit', '--quiet', '--message', 'Start');
terminal.out(
  `A copy of the workshop's start project lies in ${relative(process.cwd(), folder)}.\n`,
);

await dynoready([1], 'check');
await dynoready([0], 'init', '--yes');
git('add', '--all');
git('commit', '--quiet', '--message', 'Make it ready for Heroku');
await dynoready([0], 'check');
await dynoready([0], 'rehearse');

heading(`Done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
terminal.out(
  `The project is in ${relative(process.cwd(), folder)}: look at it with \`git -C ${relative(process.cwd(), folder)} show\`.\nOn a project of your own: npx generator-dynoready check\n`,
);
process.exit(0);
