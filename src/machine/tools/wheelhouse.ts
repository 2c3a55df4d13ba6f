import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';
import { lastLines, runProcess } from '../process.ts';
import { ownPip } from './own-pip.ts';
import { downloadEnvironment, type EnsureToolOptions, QUIET } from './python-tools.ts';
import { toolCacheFolder } from './tool-cache.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of packages that were fetched ahead, for builds in a room without a network; undefined
 * when there are none.
 */
export function findWheelhouse(env: Environment): string | undefined {
  const folder = wheelhouseFolder(env);
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.whl'))
    ? folder
    : undefined;
}

/**
 * Fetches the newest releases that the requirements admit, with what they need, for the Python of
 * `interpreter`; what is there already stays. Throws a UsageError when the index cannot be reached
 * or lacks one.
 */
export async function fillWheelhouse(
  requirements: readonly string[],
  options: EnsureToolOptions,
): Promise<void> {
  const { interpreter, progress, signal, env = process.env } = options;
  const folder = wheelhouseFolder(env);
  mkdirSync(folder, { recursive: true });
  progress(`Fetching packages for builds without a network, for Python ${interpreter.line}`);
  const pip = await ownPip(interpreter, { env, signal });
  const args = [
    ...pip.args,
    'download',
    ...QUIET,
    '--only-binary',
    ':all:',
    '--dest',
    folder,
    ...requirements,
  ];
  const result = await runProcess({
    file: pip.file,
    args,
    cwd: folder,
    env: downloadEnvironment(env),
    signal,
  });
  signal.throwIfAborted();
  if (result.exitCode === 0) return;
  throw new UsageError('The packages for builds without a network could not be fetched', {
    evidence: lastLines(result, 2),
    next: [
      'Connect to the network (or set the index and proxy that pip uses: pip config list), then run the command again.',
    ],
  });
}

function wheelhouseFolder(env: Environment): string {
  return join(toolCacheFolder(env), 'downloads', 'wheels');
}
