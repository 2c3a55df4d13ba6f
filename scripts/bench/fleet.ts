import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRepository } from './large.ts';
import { type Row, timeCommand } from './measure.ts';

/** Python files of one repository. */
const PYTHON_FILES = 60;
/** Repositories that differ; a longer list names them again and again. */
const DIFFERENT = 40;
/** Lists whose speeds are compared. */
const COMPARED = 400;
const SHORT = 200;
const LONG = 2_000;
/**
 * Starts of an empty Node, two at a time, that take as long as 100 repositories may: one second on two
 * cores that start a Node in 40 ms. On a slower or busier machine both take longer.
 */
const NODE_STARTS = 50;
/** Of the time with one worker, what two may take: within 20 % of half. */
const TWO_WORKERS = 0.6;
/** Of the memory for a short list, what a long one may take. */
const MEMORY_GROWTH = 1.15;

/** What one run took. */
interface FleetRun {
  readonly elapsedMs: number;
  readonly workerMb: number;
  readonly ownMb: number;
}

/**
 * The speed of a fleet on repositories of 60 Python files: two workers against one, and against
 * starts of an empty Node. Throws when a long list takes more memory than a short one.
 */
export async function benchFleet(checkout: string, say: (line: string) => void): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-fleet-'));
  try {
    const main = join(checkout, 'dist/src/cli/main.js');
    for (let at = 0; at < DIFFERENT; at += 1)
      writeRepository(checkout, join(folder, `project-${at}`), PYTHON_FILES + (at % 10));
    writeLists(folder);
    const run = async (count: number, workers: number): Promise<FleetRun> => {
      const taken = await runFleet(main, folder, count, workers);
      const rate = (count / (taken.elapsedMs / 1000)).toFixed(1);
      say(
        `The fleet: ${count} repositories with ${workers === 1 ? 'one worker' : `${workers} workers`} in ${(taken.elapsedMs / 1000).toFixed(1)} s, ${rate} a second; a worker took ${taken.workerMb} MB, the fleet itself ${taken.ownMb} MB`,
      );
      return taken;
    };
    const one = await run(COMPARED, 1);
    const two = await run(COMPARED, 2);
    const short = await run(SHORT, 2);
    const before = await startNodes();
    const long = await run(LONG, 2);
    const nodesMs = (before + (await startNodes())) / 2;
    for (const [what, before, after] of [
      ['A worker', short.workerMb, long.workerMb],
      ['The fleet', short.ownMb, long.ownMb],
    ] as const)
      if (after > before * MEMORY_GROWTH)
        throw new Error(
          `${what} took ${after} MB for ${LONG} repositories, and ${before} MB for ${SHORT}.`,
        );
    return [
      {
        what: `fleet, ${COMPARED} repositories, two workers`,
        reference: 'one worker',
        oursMs: two.elapsedMs,
        referenceMs: one.elapsedMs,
        atMost: TWO_WORKERS,
      },
      {
        what: 'fleet, 100 repositories, two workers',
        reference: `${NODE_STARTS} starts of Node by two`,
        oursMs: (long.elapsedMs / LONG) * 100,
        referenceMs: nodesMs,
        atMost: 1,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds that the starts of an empty Node take, two at a time. */
async function startNodes(): Promise<number> {
  const started = performance.now();
  const startOne = () =>
    timeCommand({ file: process.execPath, args: ['-e', '0'], cwd: '/', env: {}, expected: [0] });
  for (let pair = 0; pair < NODE_STARTS / 2; pair += 1) await Promise.all([startOne(), startOne()]);
  return performance.now() - started;
}

/** A list of each length; the names are links to the repositories that differ. */
function writeLists(folder: string): void {
  mkdirSync(join(folder, 'names'));
  const names = Array.from({ length: LONG }, (_, at) => `names/r${at}`);
  for (const [at, name] of names.entries())
    symlinkSync(join(folder, `project-${at % DIFFERENT}`), join(folder, name));
  for (const count of [SHORT, COMPARED, LONG])
    writeFileSync(join(folder, `list-${count}`), `${names.slice(0, count).join('\n')}\n`);
}

/** Runs the built fleet, which says itself what a worker took; its own peak comes from the system. */
function runFleet(main: string, folder: string, count: number, workers: number): Promise<FleetRun> {
  const report =
    "process.argv[2] === 'fleet' && process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + ' kB'))";
  const hook = `data:text/javascript,${encodeURIComponent(report)}`;
  const words = ['fleet', `list-${count}`, '--workers', String(workers)];
  const output = join(folder, `results-${count}-${workers}.jsonl`);
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', hook, main, ...words, '--output', output], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const elapsedMs = performance.now() - started;
      const [, worker] = /at most (\d+) MB in one worker/.exec(said) ?? [];
      const [, own] = /peak (\d+) kB/.exec(said) ?? [];
      if (code !== 1 || worker === undefined || own === undefined)
        reject(new Error(`dynoready fleet ended with ${code}:\n${said}`));
      else resolve({ elapsedMs, workerMb: Number(worker), ownMb: Math.round(Number(own) / 1024) });
    });
  });
}
