import type { WorkerCommand } from '../../fleet/worker-process.ts';
import type { Terminal } from '../command.ts';

/** This very program, as a process that takes jobs on its standard input. */
export function workerCommand({ env }: Terminal): WorkerCommand {
  return {
    file: process.execPath,
    args: [...process.execArgv, process.argv[1] ?? '', 'worker'],
    env: Object.fromEntries(
      Object.entries(env).filter((one): one is [string, string] => one[1] !== undefined),
    ),
  };
}
