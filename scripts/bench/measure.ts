import { spawn } from 'node:child_process';

export interface TimedCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Exit codes that count as having worked. */
  readonly expected: readonly number[];
}

/**
 * One line of the table: what we took, what the reference took in the same run, and the ratio that
 * was promised.
 */
export interface Row {
  readonly what: string;
  readonly reference: string;
  readonly oursMs: number;
  readonly referenceMs: number;
  readonly atMost: number;
}

/**
 * Milliseconds from start to end of the command. Rejects with its output when it ends with another
 * exit code than expected.
 */
export function timeCommand(command: TimedCommand): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command.file, [...command.args], {
      cwd: command.cwd,
      env: { ...command.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const elapsed = performance.now() - started;
      if (command.expected.includes(code ?? -1)) resolve(elapsed);
      else
        reject(
          new Error(
            `${command.file} ${command.args.join(' ')} ended with ${code}:\n${output.slice(-4000)}`,
          ),
        );
    });
  });
}

/**
 * Milliseconds until `text` appears on a pseudo-terminal in which the command runs; the command is
 * then ended. Rejects after `limitMs`.
 */
export function timeUntilShown(
  command: TimedCommand,
  text: RegExp,
  limitMs = 60_000,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const line = [command.file, ...command.args]
      .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
      .join(' ');
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      cwd: command.cwd,
      env: { ...command.env },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let shown = '';
    const end = (): void => {
      clearTimeout(timer);
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(
        new Error(
          `${line} did not show ${text} within ${limitMs} ms; it showed:\n${shown.slice(-4000)}`,
        ),
      );
    }, limitMs);
    child.stdout.on('data', (chunk) => {
      shown += chunk;
      if (!text.test(shown)) return;
      end();
      resolve(performance.now() - started);
    });
    child.on('error', (error) => {
      end();
      reject(error);
    });
    child.on('close', () => {
      end();
      reject(new Error(`${line} ended without showing ${text}; it showed:\n${shown.slice(-4000)}`));
    });
  });
}

/** The middle value; of an even number the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/**
 * Medians of both, taken in turns so that a busy moment of the machine meets both alike. One run of
 * each is thrown away first.
 */
export async function inTurns(
  rounds: number,
  ours: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<{ oursMs: number; referenceMs: number }> {
  const taken: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
  await ours();
  await reference();
  for (let round = 0; round < rounds; round += 1) {
    taken.ours.push(await ours());
    taken.reference.push(await reference());
  }
  return { oursMs: median(taken.ours), referenceMs: median(taken.reference) };
}

/** The rows as a table for a terminal, with a verdict each. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => {
    const ratio = row.oursMs / row.referenceMs;
    return [
      row.what,
      `${row.oursMs.toFixed(0)} ms`,
      row.reference,
      `${row.referenceMs.toFixed(0)} ms`,
      ratio.toFixed(2),
      `≤ ${row.atMost}`,
      ratio <= row.atMost ? 'kept' : 'MISSED',
    ];
  });
  const table = [
    ['what', 'ours', 'reference', 'reference took', 'ratio', 'promised', ''],
    ...cells,
  ];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
