import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ProcessResult, runProcess } from '../machine/process.ts';
import { type ClockMeasurement, parseClockMeasurement } from './clock-measurement.ts';

/** Milliseconds the script may take; it needs less than one second on an idle machine. */
const TIMEOUT_MS = 60_000;

/**
 * The Python script itself: standard library only, one line of JSON out, runs from standard input.
 */
export function clockScript(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('#templates/probe/clock.py')), 'utf8');
}

export type ClockRun =
  | { readonly ok: true; readonly measurement: ClockMeasurement }
  /** `output` is all that the interpreter printed, or the reason why it could not be started. */
  | { readonly ok: false; readonly output: string };

/**
 * Measures with the given Python (a path, or a name looked up in `PATH`). `prefix` is put before
 * it, such as a tracer and its arguments. The script gets no environment but `PATH` and `HOME`, and
 * Python's isolated mode.
 */
export async function runClockScript(
  python: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  prefix: readonly string[] = [],
): Promise<ClockRun> {
  const [file = python, ...args] = [...prefix, python, '-I', '-'];
  let result: ProcessResult;
  try {
    result = await runProcess({
      file,
      args,
      cwd: '/',
      env: { PATH: env.PATH ?? '', HOME: env.HOME ?? '/' },
      input: clockScript(),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    return { ok: false, output: (error as Error).message };
  }
  signal.throwIfAborted();
  const measurement = result.exitCode === 0 ? parseClockMeasurement(result.stdout) : undefined;
  return measurement === undefined
    ? { ok: false, output: result.output }
    : { ok: true, measurement };
}
