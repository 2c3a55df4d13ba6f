import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * What became of one repository: `findings` when one reaches `--fail-on`, `too-large` when it is
 * beyond the limit of size, `failed` when it cannot be fetched or read, `crashed` for an internal
 * error.
 */
export const FLEET_STATUSES = [
  'ok',
  'findings',
  'not-django',
  'failed',
  'too-large',
  'timeout',
  'memory',
  'crashed',
] as const;

export type FleetStatus = (typeof FLEET_STATUSES)[number];

const severitySchema = z.enum(['error', 'warning', 'hint']);

/** The options that decide a result; they are part of its key. */
export const fleetOptionsSchema = z.strictObject({
  failOn: severitySchema,
  /** Ids of the only rules to run; null for all. */
  rule: z.array(z.string()).nullable(),
  skip: z.array(z.string()),
  /** The day that `--today` gave; null for the day of the run. */
  today: z.string().nullable(),
  rehearse: z.boolean(),
});

export type FleetOptions = z.infer<typeof fleetOptionsSchema>;

const findingSchema = z.strictObject({
  rule: z.string(),
  severity: severitySchema,
  file: z.string().nullable(),
  line: z.int().min(1),
  column: z.int().min(1),
  what: z.string(),
  fingerprint: z.string(),
});

export type FleetFinding = z.infer<typeof findingSchema>;

/** The verdict of a rehearsal, and the phase and reason of a failed one. */
const rehearsalSchema = z.strictObject({
  verdict: z.enum(['passed', 'failed', 'interrupted']),
  failedPhase: z.string().nullable(),
  reason: z.string().nullable(),
});

/** What looking at one repository came to. */
export const fleetOutcomeSchema = z.strictObject({
  status: z.enum(FLEET_STATUSES),
  /** Why there is no result; null when there is one. */
  reason: z.string().nullable(),
  /** Null where none was found out. */
  commit: z.string().nullable(),
  content: z.string().nullable(),
  findings: z.array(findingSchema),
  /** Findings beyond the limit of a line. */
  moreFindings: z.int().min(0),
  /** Findings that the project suppresses. */
  suppressed: z.int().min(0),
  rehearsal: rehearsalSchema.nullable(),
});

export type FleetOutcome = z.infer<typeof fleetOutcomeSchema>;

/**
 * One line of `dynoready fleet`. `schemaVersion` rises when a field is renamed, removed or changes
 * its meaning.
 */
export const FLEET_LINE_SCHEMA = z.strictObject({
  schemaVersion: z.literal(1),
  repository: z.string().min(1),
  ...fleetOutcomeSchema.shape,
  /** Version of the package that made the line. */
  checker: z.string(),
  options: fleetOptionsSchema,
  /** The same for the same repository, content, checker and options. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
});

export type FleetLine = z.infer<typeof FLEET_LINE_SCHEMA>;

/** An outcome without any finding. */
export function bareOutcome(
  status: FleetStatus,
  reason: string | null,
  commit: string | null = null,
): FleetOutcome {
  return {
    ...{ status, reason, commit, content: null },
    ...{ findings: [], moreFindings: 0, suppressed: 0, rehearsal: null },
  };
}

/** What a line depends on, beside the repository itself. */
export interface FleetRun {
  readonly checker: string;
  readonly options: FleetOptions;
}

/** The line of an outcome, as an object whose fields always come in the same order. */
export function fleetLine(repository: string, outcome: FleetOutcome, run: FleetRun): FleetLine {
  return {
    schemaVersion: 1,
    repository,
    ...outcome,
    checker: run.checker,
    options: run.options,
    key: fleetKey(repository, outcome, run),
  };
}

/** 16 hexadecimal digits that stand for a repository in one state, looked at in one way. */
export function fleetKey(
  repository: string,
  { commit, content }: Pick<FleetOutcome, 'commit' | 'content'>,
  { checker, options }: FleetRun,
): string {
  const parts = JSON.stringify([repository, commit, content, checker, options]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

/** A line as it is written: JSON with a line end. */
export function renderFleetLine(line: FleetLine): string {
  return `${JSON.stringify(line)}\n`;
}
