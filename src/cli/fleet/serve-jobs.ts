import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { loadRules } from '../../check/catalogue.ts';
import { IGNORE_RULES } from '../../check/ignore-rules.ts';
import { useFacts } from '../../facts/in-force.ts';
import { type WorkerAnswer, workerJobSchema } from '../../fleet/worker-protocol.ts';
import { chosenRules } from '../chosen-rules.ts';
import { checkJob } from './check-job.ts';

/** Milliseconds between two looks whether the fleet that started this worker is still there. */
const PARENT_LOOK_MS = 500;

/**
 * Answers jobs, a JSON line each, until the input ends. Whoever gave a job that never ends kills
 * this process; if he is killed himself, it ends by itself.
 */
export async function serveJobs(input: Readable, write: (text: string) => void): Promise<void> {
  endWithParent();
  const all = [...(await loadRules()), ...IGNORE_RULES];
  const answer = (one: WorkerAnswer): void => write(`${JSON.stringify(one)}\n`);
  answer({ kind: 'ready' });
  for await (const line of createInterface({ input })) {
    const job = workerJobSchema.parse(JSON.parse(line));
    useFacts({ today: job.today });
    const { rule, skip } = job.options;
    const rules = chosenRules(all, { rule: rule ?? undefined, skip });
    const outcome = checkJob(job, rules);
    if (outcome === undefined) answer({ kind: 'unchanged', id: job.id });
    else answer({ kind: 'outcome', id: job.id, outcome });
  }
}

/**
 * Ends this process when its parent is gone. A thread of its own looks, since a check that never
 * ends leaves this one no time. Where memory runs out, the system is told to end this process first.
 */
function endWithParent(): void {
  const script = `const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), ${PARENT_LOOK_MS});`;
  new Worker(script, { eval: true }).unref();
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Only Linux has it.
  }
}
