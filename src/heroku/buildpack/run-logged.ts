import { basename, relative } from 'node:path';
import { type ProcessResult, runProcess } from '../../machine/process.ts';
import { containmentDifferences, leftoverDifferences } from '../containment.ts';
import { type BuildState, buildMark, logDetail } from './state.ts';

/**
 * Runs a program from the app's root and shows its output below the step's heading. A program that
 * cannot be started is a result too (127).
 */
export async function runLogged(
  state: BuildState,
  program: {
    readonly file: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<ProcessResult> {
  const { signal } = state.options;
  const run = runProcess({
    ...program,
    cwd: state.folder,
    mark: buildMark(state),
    signal,
    onLine: (line) => logDetail(state, line),
  });
  const result = await run.catch((error: Error): ProcessResult => {
    logDetail(state, error.message);
    const output = `${error.message}\n`;
    return {
      exitCode: 127,
      killedBy: undefined,
      timedOut: false,
      aborted: false,
      output,
      stdout: '',
      durationMs: 0,
    };
  });
  signal.throwIfAborted();
  if (result.contained !== undefined) {
    const path = relative(state.folder, program.file);
    const name = path.startsWith('..') ? basename(path) : path;
    for (const sentence of [
      ...containmentDifferences(result.contained),
      ...leftoverDifferences(result.contained, name),
    ])
      state.differs(sentence);
  }
  return result;
}
