import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type StreamedProcess, startStreamed } from '../machine/process.ts';
import { bareOutcome, type FleetOutcome } from './line.ts';
import { type WorkerAnswer, type WorkerJob, workerAnswerSchema } from './worker-protocol.ts';

/** The command that starts a process which speaks the protocol of workers. */
export interface WorkerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What one repository may take. */
export interface WorkerLimits {
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** A place where one job at a time runs, in a process that is started again after it was killed. */
export interface WorkerSeat {
  /** The outcome of a job, whatever it does to the process; undefined when nothing changed. */
  run(job: Omit<WorkerJob, 'id'>): Promise<FleetOutcome | undefined>;
  /** The most memory that a process of this seat took, in MB; 0 where the system does not tell. */
  peakMb(): number;
  /** Ends the process at once. */
  close(): void;
}

/** Milliseconds between two looks at the memory of a process; one can take 2 GB in a second. */
const LOOK_MS = 20;
/** Milliseconds that a process may take to start and to load its rules. */
const START_LIMIT_MS = 60_000;
/** The share of the limit of memory over which a process is replaced after its job. */
const REPLACED_OVER = 0.6;
/** Characters of standard error that are kept. */
const KEPT_ERROR = 4_000;

type End =
  | { readonly kind: 'outcome'; readonly outcome: FleetOutcome }
  | { readonly kind: 'unchanged' };

/** One process of a seat. */
interface Running {
  readonly process: StreamedProcess;
  readonly ready: Promise<boolean>;
  /** Gives the next answer; undefined when the process ends before. */
  answer(): Promise<WorkerAnswer | undefined>;
  lastError(): string;
}

/** A seat whose process starts with the first job. */
export function openSeat(command: WorkerCommand, limits: WorkerLimits): WorkerSeat {
  let running: Running | undefined;
  let peakMb = 0;
  let lastId = 0;
  let closed = false;
  const replace = (): void => {
    running?.process.kill('SIGKILL');
    running = undefined;
  };
  const judge = async (job: WorkerJob, current: Running): Promise<End> => {
    const killed = killBeyond(current, limits, (mb) => {
      peakMb = Math.max(peakMb, mb);
    });
    current.process.stdin.write(`${JSON.stringify(job)}\n`);
    const answer = await current.answer();
    const excess = killed.stop();
    if (answer?.kind === 'outcome' && answer.id === job.id)
      return { kind: 'outcome', outcome: answer.outcome };
    if (answer?.kind === 'unchanged' && answer.id === job.id) return { kind: 'unchanged' };
    replace();
    return { kind: 'outcome', outcome: outcomeOfEnd(excess, current, limits) };
  };
  return {
    async run(job) {
      running ??= startWorker(command, limits);
      if (running === undefined || !(await running.ready)) {
        const reason = running?.lastError() ?? '';
        replace();
        return bareOutcome('crashed', `no worker process starts: ${reason || command.file}`);
      }
      const current = running;
      lastId += 1;
      const end = await judge({ id: lastId, ...job }, current);
      const isFull = memoryMbOf(current.process.pid) > limits.memoryMb * REPLACED_OVER;
      const isBroken = end.kind === 'outcome' && end.outcome.status === 'crashed';
      if (isFull || isBroken || closed) replace();
      return end.kind === 'outcome' ? end.outcome : undefined;
    },
    peakMb: () => peakMb,
    close: () => {
      closed = true;
      replace();
    },
  };
}

function startWorker(command: WorkerCommand, { memoryMb }: WorkerLimits): Running | undefined {
  const process = startStreamed({
    file: command.file,
    // Node's own limit is a backstop for systems that do not tell the memory of a process.
    args: [`--max-old-space-size=${memoryMb}`, ...command.args],
    cwd: '/',
    env: command.env,
  });
  if (process === undefined) return undefined;
  const answers: (WorkerAnswer | undefined)[] = [];
  const waiting: ((answer: WorkerAnswer | undefined) => void)[] = [];
  const give = (answer: WorkerAnswer | undefined): void => {
    const next = waiting.shift();
    if (next === undefined) answers.push(answer);
    else next(answer);
  };
  createInterface({ input: process.stdout }).on('line', (line) => give(parseAnswer(line)));
  let error = '';
  process.stderr.on('data', (chunk: Buffer) => {
    error = (error + chunk.toString('utf8')).slice(-KEPT_ERROR);
  });
  let hasEnded = false;
  void process.ended.then(() => {
    hasEnded = true;
    for (const next of waiting.splice(0)) next(undefined);
  });
  const answer = (): Promise<WorkerAnswer | undefined> => {
    if (answers.length > 0) return Promise.resolve(answers.shift());
    if (hasEnded) return Promise.resolve(undefined);
    return new Promise((resolve) => void waiting.push(resolve));
  };
  const timer = setTimeout(() => process.kill('SIGKILL'), START_LIMIT_MS);
  return {
    process,
    ready: answer().then((first) => {
      clearTimeout(timer);
      return first?.kind === 'ready';
    }),
    answer,
    lastError: () => error.trim().split('\n').at(-1) ?? '',
  };
}

/** What is no answer of ours ends the job as the end of the process would. */
function parseAnswer(line: string): WorkerAnswer | undefined {
  try {
    return workerAnswerSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Kills a process at a limit. `stop` ends the watching and says which one it was. */
function killBeyond(
  { process }: Running,
  limits: WorkerLimits,
  seen: (mb: number) => void,
): { stop(): 'timeout' | 'memory' | undefined } {
  let excess: 'timeout' | 'memory' | undefined;
  const kill = (why: 'timeout' | 'memory'): void => {
    excess ??= why;
    process.kill('SIGKILL');
  };
  const timer = setTimeout(() => kill('timeout'), limits.timeoutMs);
  const look = setInterval(() => {
    const mb = memoryMbOf(process.pid);
    seen(mb);
    if (mb > limits.memoryMb) kill('memory');
  }, LOOK_MS);
  return {
    stop: () => {
      clearTimeout(timer);
      clearInterval(look);
      return excess;
    },
  };
}

/** The outcome of a job whose process ended; in words that are the same in each run. */
function outcomeOfEnd(
  excess: 'timeout' | 'memory' | undefined,
  { lastError }: Running,
  { timeoutMs, memoryMb }: WorkerLimits,
): FleetOutcome {
  if (excess === 'timeout')
    return bareOutcome('timeout', `the check was not done after ${timeoutMs / 1000} s`);
  if (excess === 'memory' || /heap out of memory|Allocation failed/.test(lastError()))
    return bareOutcome('memory', `the check took more than ${memoryMb} MB of memory`);
  return bareOutcome('crashed', `the worker process ended: ${lastError() || 'without a message'}`);
}

/** Bytes of a page of memory, as `/proc` counts on every system that this package runs on. */
const PAGE_BYTES = 4096;

/** Resident memory of a process in MB; 0 where there is no `/proc`. */
export function memoryMbOf(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return (pages * PAGE_BYTES) / 2 ** 20;
  } catch {
    return 0;
  }
}
