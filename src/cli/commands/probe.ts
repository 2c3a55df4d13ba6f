import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { type ClockMeasurement, parseClockMeasurement } from '../../clock/clock-measurement.ts';
import { type ClockMode, clockScript, runClockScript } from '../../clock/clock-script.ts';
import { costPerRequest, judgeClock } from '../../clock/clock-verdict.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Terminal } from '../command.ts';
import { clockPicture } from '../report/clock-picture.ts';
import { clockJson, renderClock } from '../report/clock-text.ts';

const optionsSchema = z.object({
  printScript: z.boolean().default(false),
  from: z.string().optional(),
  python: z.string().default('python3'),
  clock: z.enum(['machine', 'syscall']).default('machine'),
  request: z.string().optional(),
  configVar: z.array(z.string()).default([]),
  format: z.enum(['pretty', 'json', 'svg']),
});

const ON_A_DYNO = [
  '  dynoready probe --print-script > clock.py',
  '  heroku run --no-tty --app NAME -- python - < clock.py > clock.json',
  '  dynoready probe --from clock.json',
];

export function declare(command: Command): Command {
  return command
    .argument('[what]', 'what to measure: clock', 'clock')
    .option('--python <path>', 'the Python to measure with', 'python3')
    .addOption(
      new Option('--clock <mode>', 'syscall: measure as on a machine without a vDSO')
        .choices(['machine', 'syscall'])
        .default('machine'),
    )
    .option(
      '--request <path>',
      'rehearse the project of this folder, and count the clock reads of one request',
    )
    .option(
      '-c, --config-var <NAME=value>',
      'with --request: a config var of the app; may be repeated',
      (one, all: string[]) => [...all, one],
      [],
    )
    .option('--print-script', 'print the script instead of running it')
    .option('--from <file>', "explain what the script printed elsewhere ('-' is standard input)")
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['pretty', 'json', 'svg'])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      `\nOn a dyno:\n${ON_A_DYNO.join('\n')}\n\nTakes two seconds, changes nothing. Exit code 1 when every clock read is a system call.`,
    );
}

/**
 * 0 when clocks are read without the kernel or it cannot be told, 1 when each read is a system
 * call.
 */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  const [what = 'clock'] = operands;
  if (what !== 'clock')
    throw new UsageError(`There is nothing to measure by the name of '${what}'`, {
      next: ['Try: dynoready probe clock'],
    });
  if (options.printScript) {
    terminal.out(clockScript());
    return 0;
  }
  const measurement =
    options.from === undefined
      ? await measure(options.python, options.clock, terminal)
      : await readMeasurement(options.from, terminal);
  if (options.request !== undefined) {
    if (options.format === 'svg') throw new UsageError('--request prints text or JSON, no picture');
    const { request: path, configVar, format } = options;
    const { probeRequest } = await import('../probe-request.ts');
    return await probeRequest(terminal, { path, configVar, format, measurement });
  }
  const verdict = judgeClock(measurement);
  const report = { measurement, verdict, costs: costPerRequest(measurement, verdict.path) };
  const render = {
    pretty: () => renderClock(report, terminal.color),
    json: () => clockJson(report),
    svg: () => clockPicture(report),
  };
  terminal.out(render[options.format]());
  return verdict.path === 'kernel' ? 1 : 0;
}

async function measure(
  python: string,
  clock: ClockMode,
  terminal: Terminal,
): Promise<ClockMeasurement> {
  const result = await runClockScript(python, terminal.env, terminal.signal, clock);
  if (result.ok) return result.measurement;
  throw new UsageError(`The script does not run with '${python}'`, {
    evidence: result.output.trimEnd().split('\n').slice(-5),
    next: ['Name a Python 3 with ctypes:', '  dynoready probe --python /path/to/python3'],
  });
}

async function readMeasurement(from: string, { cwd, signal }: Terminal): Promise<ClockMeasurement> {
  let text: string;
  try {
    const input = from === '-' ? process.stdin : createReadStream(resolve(cwd, from));
    text = await readToEnd(input, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new UsageError(`${from} cannot be read`, { evidence: [(error as Error).message] });
  }
  const measurement = parseClockMeasurement(text);
  if (measurement !== undefined) return measurement;
  throw new UsageError(`${from} does not hold what the script prints`, {
    evidence: ['no line of it is its JSON'],
    next: ['Make it on a dyno like this:', ...ON_A_DYNO.slice(0, 2)],
  });
}

/** Characters of the longest input: a log of a dyno may come before the line of JSON. */
const LONGEST_INPUT = 4_000_000;

/**
 * All that a stream gives until its end, however slowly: a plain read of a pipe fails with EAGAIN
 * while nothing is there.
 */
async function readToEnd(input: Readable, signal: AbortSignal): Promise<string> {
  input.setEncoding('utf8');
  let text = '';
  for await (const part of addAbortSignal(signal, input)) {
    text += part as string;
    if (text.length > LONGEST_INPUT)
      throw new Error(`it is longer than ${LONGEST_INPUT} characters`);
  }
  return text;
}
