import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { effectiveValue, knownSetting } from '../settings/production-settings.ts';
import { wholeNumber } from './gunicorn-workers.ts';
import { allProcessCalls, type ProgramCall, type ShellWord } from './process-commands.ts';

/** A call of Celery that runs tasks or plans them. */
export interface CeleryProcess {
  readonly call: ProgramCall;
  readonly role: 'worker' | 'beat';
  /** Where the role is written, such as `worker`. */
  readonly at: SourceRange;
  /** Where a beat is written, its own or `-B` of a worker; undefined when nothing plans. */
  readonly beatAt: SourceRange | undefined;
}

/** Options of `celery worker` by their short name. */
const LONG: Readonly<Record<string, string>> = { c: 'concurrency', P: 'pool', B: 'beat' };

/** The workers and beats that the process types of the Procfile start. */
export function celeryProcesses(repository: Repository): CeleryProcess[] {
  return allProcessCalls(repository).flatMap((call) => {
    const role = call.program === 'celery' ? roleOf(call) : undefined;
    if (role === undefined) return [];
    const isWorker = role.text === 'worker';
    return [
      {
        call,
        role: isWorker ? 'worker' : 'beat',
        at: role.at,
        beatAt: (isWorker ? optionWord(call, 'beat') : role)?.at,
      } as const,
    ];
  });
}

function roleOf({ args }: ProgramCall): ShellWord | undefined {
  return args.find(
    ({ text }, index) =>
      (text === 'worker' || text === 'beat') && !/^(-A|--app)$/.test(args[index - 1]?.text ?? ''),
  );
}

/** The word of an option by its long name, however it is written: `-c 2`, `-c2`, `-lBc`. */
function optionWord({ args }: ProgramCall, name: string): ShellWord | undefined {
  return args.find(({ text }) => {
    if (text === `--${name}` || text.startsWith(`--${name}=`)) return true;
    const short = /^-([A-Za-z])/.exec(text)?.[1];
    return short !== undefined && LONG[short] === name;
  });
}

/** The value of an option; undefined when it is not given. */
export function celeryOption(call: ProgramCall, name: string): string | undefined {
  const word = optionWord(call, name);
  if (word === undefined) return undefined;
  const joined = /^--[a-z-]+=(.*)$|^-[A-Za-z](.+)$/.exec(word.text);
  return joined === null
    ? call.args[call.args.indexOf(word) + 1]?.text
    : (joined[1] ?? joined[2]?.replace(/^=/, ''));
}

/**
 * How many processes a worker starts: a number, `by-cpu` where nothing says it, `unknown` where it
 * is computed, and `one` for pools without further processes.
 */
export type CeleryConcurrency = number | 'by-cpu' | 'unknown' | 'one';

/** Reads the options of the worker, else the settings under Celery's usual names. */
export function celeryConcurrency(repository: Repository, call: ProgramCall): CeleryConcurrency {
  const pool =
    celeryOption(call, 'pool') ?? effectiveValue(repository, 'CELERY_WORKER_POOL', 'prefork');
  if (pool !== 'prefork' && pool !== 'processes') return pool === undefined ? 'unknown' : 'one';
  const autoscale = celeryOption(call, 'autoscale');
  if (autoscale !== undefined) return wholeNumber(autoscale.split(',')[0]) ?? 'unknown';
  const option = celeryOption(call, 'concurrency');
  if (option !== undefined) return wholeNumber(option) ?? 'unknown';
  for (const name of ['CELERY_WORKER_CONCURRENCY', 'CELERYD_CONCURRENCY']) {
    const known = knownSetting(repository, name);
    if (known !== undefined) return wholeNumber(known.value) ?? 'unknown';
    if (effectiveValue(repository, name, 'absent') !== 'absent') return 'unknown';
  }
  return setsInCode(repository) ? 'unknown' : 'by-cpu';
}

/** True when code may set the number, as in `app.conf.worker_concurrency = 2`. */
function setsInCode({ files }: Repository): boolean {
  return files.paths.some(
    (path) =>
      /(^|\/)(celery\w*|__init__|\w*settings\w*|settings\/.*|config\/.*)\.py$/.test(path) &&
      /worker_?concurrency|CELERYD_CONCURRENCY|worker_autoscaler|worker_pool/i.test(
        files.text(path) ?? '',
      ),
  );
}
