import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoProject } from './demo-project.ts';
import { median, type Row } from './measure.ts';

/** Milliseconds that the API may take to answer at the median, and megabytes of 50 idle apps. */
const ANSWER_MS = 20;
const IDLE_MB = 200;
const APPS = 50;
const CALLS = 200;

/** `dynoready platform`: how long its API takes to answer with 50 apps, and the memory they take. */
export async function benchPlatform(
  demo: DemoProject,
  say: (line: string) => void,
): Promise<Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'bench-platform-'));
  const platform = spawn(
    process.execPath,
    [demo.main, 'platform', '--state', state, '--port', '0'],
    {
      env: { ...demo.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  try {
    const origin = await ready(platform);
    const { account } = JSON.parse(readFileSync(join(state, 'platform.json'), 'utf8'));
    const call: Call = async (method, path, body) => {
      const started = performance.now();
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: {
          Accept: 'application/vnd.heroku+json; version=3',
          Authorization: `Bearer ${account.token}`,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
      return performance.now() - started;
    };
    say(`The platform: ${APPS} apps`);
    for (let at = 0; at < APPS; at += 1) await call('POST', '/apps', { name: `bench-${at}` });
    const answerMs = await medianAnswer(call);
    const memoryMb = residentMb(platform.pid ?? 0);
    if ((memoryMb ?? 0) > IDLE_MB) throw new Error(`${APPS} idle apps take ${memoryMb} MB`);
    if (memoryMb !== undefined)
      say(`The platform: ${memoryMb.toFixed(0)} MB with ${APPS} idle apps`);
    return [
      {
        what: `platform, one API call with ${APPS} apps`,
        reference: `${ANSWER_MS} ms`,
        oursMs: answerMs,
        referenceMs: ANSWER_MS,
        atMost: 1,
      },
    ];
  } finally {
    platform.kill('SIGTERM');
    await new Promise((resolve) => platform.once('close', resolve));
    rmSync(state, { recursive: true, force: true });
  }
}

type Call = (method: string, path: string, body?: unknown) => Promise<number>;

/** The median of reads and changes as they come, four to one. */
async function medianAnswer(call: Call): Promise<number> {
  const taken: number[] = [];
  const paths = ['/apps', '/apps/bench-7', '/apps/bench-7/releases', '/apps/bench-7/dynos'];
  for (let at = 0; at < CALLS; at += 1) {
    const path = paths[at % paths.length] ?? '/apps';
    taken.push(
      at % 5 === 4
        ? await call('PATCH', '/apps/bench-7/config-vars', { AT: String(at) })
        : await call('GET', path),
    );
  }
  return median(taken);
}

function ready(platform: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    platform.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const origin = /^ready (\S+)$/m.exec(said)?.[1];
      if (origin !== undefined) resolve(origin);
    });
    platform.once('close', () => reject(new Error('the platform ended at once')));
  });
}

/** Resident memory of a process, in megabytes; undefined where the system does not tell. */
function residentMb(pid: number): number | undefined {
  try {
    const [, kilobytes] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
