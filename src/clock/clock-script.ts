import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ProcessResult, runProcess } from '../machine/process.ts';
import { type ClockMeasurement, parseClockMeasurement } from './clock-measurement.ts';

/** Milliseconds the script may take; it needs about two seconds on an idle machine. */
const TIMEOUT_MS = 60_000;

/** The file that runs a program without its vDSO: `python FILE PROGRAM ARGUMENT…`; Linux only. */
export function vdsoHider(): string {
  return fileURLToPath(import.meta.resolve('#templates/probe/without-vdso.py'));
}

/**
 * The Python script itself, with the hider in it, so that one file is enough on a dyno: standard
 * library only, one line of JSON out, runs from standard input.
 */
export function clockScript(): string {
  const script = readFileSync(
    fileURLToPath(import.meta.resolve('#templates/probe/clock.py')),
    'utf8',
  );
  // A JSON string of ASCII is a literal of Python, too.
  const hider = JSON.stringify(readFileSync(vdsoHider(), 'utf8'));
  return script.replace('WITHOUT_VDSO = ""', () => `WITHOUT_VDSO = ${hider}`);
}

export type ClockRun =
  | { readonly ok: true; readonly measurement: ClockMeasurement }
  /** `output` is all that the interpreter printed, or the reason why it could not be started. */
  | { readonly ok: false; readonly output: string };

/** How the clocks of a measured program are read: as the machine does, or each by a system call. */
export type ClockMode = 'machine' | 'syscall';

/** Exit code of the hider where it may not trace the program. */
const TRACING_REFUSED = 125;

/**
 * Measures with the given Python (a path, or a name looked up in `PATH`); in the mode `syscall` it
 * starts with its vDSO hidden. The script gets no environment but `PATH` and `HOME`, and Python's
 * isolated mode.
 */
export async function runClockScript(
  python: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  clock: ClockMode = 'machine',
): Promise<ClockRun> {
  const start = (file: string, args: readonly string[], input: string): Promise<ProcessResult> =>
    runProcess({
      file,
      args,
      cwd: '/',
      env: { PATH: env.PATH ?? '', HOME: env.HOME ?? '/' },
      input,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
  let result: ProcessResult;
  try {
    if (clock === 'machine') result = await start(python, ['-I', '-'], clockScript());
    else {
      // The interpreter itself: a shim may be a shell script, whose vDSO is another.
      const asked = await start(python, ['-I', '-c', 'import sys; print(sys.executable)'], '');
      const itself = asked.stdout.trim();
      result = await start(itself, ['-I', vdsoHider(), itself, '-I', '-'], clockScript());
    }
  } catch (error) {
    return { ok: false, output: (error as Error).message };
  }
  signal.throwIfAborted();
  if (clock === 'syscall' && result.exitCode === TRACING_REFUSED)
    return { ok: false, output: 'a vDSO cannot be hidden here: ptrace is refused' };
  const measurement = result.exitCode === 0 ? parseClockMeasurement(result.stdout) : undefined;
  return measurement === undefined
    ? { ok: false, output: result.output }
    : { ok: true, measurement };
}
