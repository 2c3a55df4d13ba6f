import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { DjangoProject } from '../project/repository.ts';
import type { LiveApp } from '../rehearsal/live-app.ts';

const requestReadsSchema = z.object({
  status: z.number(),
  reads: z.number(),
  /** True when a profiler of the project took the place of the one that counts. */
  taken: z.boolean(),
  callers: z.array(z.object({ module: z.string(), function: z.string(), reads: z.number() })),
});

/** The clock reads of one request, those who read most first. */
export type RequestReads = z.infer<typeof requestReadsSchema>;

const MARK = 'dynoready-reads ';
/** Seconds that two requests and the start of Django may take. */
const LIMIT_S = 120;

/**
 * Counts the clock reads of one GET request on a one-off dyno of the app. The output of the dyno
 * instead when Django does not start or nothing was counted.
 */
export async function countRequestReads(
  app: Pick<LiveApp, 'host' | 'runOneOff'>,
  { root, productionModule }: DjangoProject,
  path: string,
): Promise<RequestReads | { readonly output: string }> {
  const script = fileURLToPath(import.meta.resolve('#templates/probe/request.py'));
  const words = [script, root, productionModule?.value ?? '', app.host, path].map(quote);
  const { output } = await app.runOneOff(`python ${words.join(' ')}`, LIMIT_S);
  return parseRequestReads(output) ?? { output };
}

/** The counts in what the dyno printed; undefined when no line of it holds them. */
export function parseRequestReads(output: string): RequestReads | undefined {
  const line = output.split('\n').find((one) => one.startsWith(MARK));
  return line === undefined
    ? undefined
    : requestReadsSchema.parse(JSON.parse(line.slice(MARK.length)));
}

/** Who reads a clock: what decides what to do about it. */
export type CallerKind = 'tracer' | 'profiler' | 'logging' | 'framework' | 'project';

/** The kind of a caller, by the module that it is in. */
export function callerKind(module: string): CallerKind {
  if (/^(opentelemetry|ddtrace|newrelic|sentry_sdk|elasticapm|scout_apm|logfire)\b/.test(module))
    return 'tracer';
  if (/^(silk|debug_toolbar|cProfile|profile|pyinstrument|yappi|\w*profiler?)\b/.test(module))
    return 'profiler';
  if (/^(logging|structlog|loguru)\b/.test(module)) return 'logging';
  return /^(django|asgiref|whitenoise|psycopg\d?|redis|celery)\b/.test(module)
    ? 'framework'
    : 'project';
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
