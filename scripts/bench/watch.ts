import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoProject } from './demo-project.ts';
import { median, type Row, timeCommand } from './measure.ts';

const ROUNDS = 15;
/** What an answer may take at most. */
const MOST_WORK_MS = 50;

/**
 * What `check --watch` works on one changed settings file against the whole process of `check` on
 * the same project, and against what was promised.
 */
export async function benchWatch(demo: DemoProject): Promise<Row[]> {
  const repository = join(demo.folder, 'watched');
  cpSync(demo.before, repository, { recursive: true });
  const settings = join(repository, 'gettingstarted/settings.py');
  const text = readFileSync(settings, 'utf8');
  const child = spawn(process.execPath, [demo.main, 'check', '--watch'], {
    cwd: repository,
    env: { ...demo.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const works: number[] = [];
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const answers = (): number[] =>
    [...said.matchAll(/ in (\d+) ms; waiting/g)].map((match) => Number(match[1]));
  const answerNumber = async (count: number): Promise<number> => {
    for (let waitedMs = 0; answers().length < count; waitedMs += 5) {
      if (waitedMs > 10_000) throw new Error(`check --watch gave no answer:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return answers()[count - 1] ?? Number.NaN;
  };
  try {
    await answerNumber(1);
    for (let round = 1; round <= ROUNDS; round += 1) {
      writeFileSync(settings, `${text}\nDEBUG = ${round % 2 === 0 ? 'False' : 'True'}\n`);
      works.push(await answerNumber(round + 1));
    }
  } finally {
    child.kill('SIGINT');
  }
  const wholes: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    wholes.push(
      await timeCommand({
        file: process.execPath,
        args: [demo.main, 'check'],
        cwd: demo.before,
        env: demo.env,
        expected: [1],
      }),
    );
  const [oursMs, referenceMs] = [median(works), median(wholes)];
  const what = 'check --watch, one changed file';
  return [
    { what, reference: 'check, whole process', oursMs, referenceMs, atMost: 0.3 },
    { what, reference: 'the time promised', oursMs, referenceMs: MOST_WORK_MS, atMost: 1 },
  ];
}
