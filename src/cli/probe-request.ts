import type { ClockMeasurement } from '../clock/clock-measurement.ts';
import { countRequestReads, type RequestReads } from '../clock/request-reads.ts';
import { UsageError } from '../facts/usage-error.ts';
import { readRepository } from '../project/read.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import type { Terminal } from './command.ts';
import { hidingConfigVars } from './hide-config-vars.ts';
import { readGivenConfigVars } from './rehearsal-options.ts';
import { renderPhase } from './report/rehearsal-progress.ts';
import { renderRequestReads, requestReadsJson } from './report/request-reads-text.ts';

/** What the count of one request is given. */
export interface ProbeRequest {
  readonly path: string;
  readonly configVar: string[];
  readonly format: 'pretty' | 'json';
  readonly measurement: ClockMeasurement;
}

/**
 * Rehearses the project of the current folder, counts the clock reads of one request, and prints
 * them with their cost. 0 when it was counted, 1 when the app did not get that far.
 */
export async function probeRequest(terminal: Terminal, request: ProbeRequest): Promise<number> {
  if (!request.path.startsWith('/'))
    throw new UsageError(`--request needs a path, not '${request.path}'`, {
      next: ['Try: dynoready probe --request /'],
    });
  const { configVar, format, measurement, path } = request;
  const given = readGivenConfigVars({ configVar }, terminal);
  const found = await hidingConfigVars(terminal, given, (hiding) =>
    countInRehearsal(hiding, given, path),
  );
  if (found === undefined) return 1;
  const report = { path, found, measurement };
  terminal.out(format === 'json' ? requestReadsJson(report) : renderRequestReads(report));
  return 0;
}

async function countInRehearsal(
  terminal: Terminal,
  given: Readonly<Record<string, string>>,
  path: string,
): Promise<RequestReads | undefined> {
  const repository = readRepository(terminal.cwd);
  const { djangoProject } = repository;
  if (djangoProject === undefined)
    throw new UsageError('There is no Django project in this folder');
  let found: RequestReads | { readonly output: string } | undefined;
  await rehearse({
    repository,
    given,
    strict: false,
    signal: terminal.signal,
    env: terminal.env,
    onPhase: (event) => {
      if (event.kind === 'ended') terminal.err(renderPhase(event.phase, terminal.color));
    },
    whileUp: async (app) => {
      found = await countRequestReads(app, djangoProject, path);
    },
  });
  if (found === undefined) terminal.err('The app did not start, so no request was counted.\n');
  else if ('output' in found) {
    const last = found.output.trimEnd().split('\n').slice(-5);
    terminal.err(`The request could not be counted:\n${last.map((one) => `  ${one}\n`).join('')}`);
  } else return found;
  return undefined;
}
