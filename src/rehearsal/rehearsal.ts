import { z } from 'zod';
import { RULE_IDS } from '../check/rule-ids.ts';

/** What was looked at, for programs. An id stays when the words beside it change. */
const evidenceIdSchema = z.enum([
  'django-project',
  'production-settings',
  'procfile',
  'required-config-vars',
  'build',
  'deploy-check',
  'deploy-check-issue',
  'release-command',
  'migrations',
  'web-process',
  'other-process',
  'page',
  'pages',
  'missing-page',
  'static-file',
  'plain-http',
  'foreign-host',
  'hsts',
  'cookies',
  'form-post',
  'session',
  'websocket',
  'mixed-content',
  'client-address',
  'requests-at-once',
  'error-log',
  'cache',
  'upload',
  'worker-ping',
  'release-again',
  'failing-migration',
  'shutdown',
  'memory',
  'written-files',
]);

/** What `seen` tells a person, for programs. Each fact is there where it applies. */
const factsSchema = z
  .object({
    /** Failure id of the build, or an H or R code: what `dynoready explain` takes. */
    code: z.string(),
    /** What the buildpack records beside the failure id. */
    detail: z.string(),
    /** The last error that the project's own code printed, as it printed it. */
    error: z.string(),
    /** Addresses on which the process listens where the platform does not look. */
    addresses: z.array(z.string()),
    /** Changes of the models that no migration makes, in the words of Django. */
    operations: z.array(z.string()),
    /** Path of the file in question, from the app folder. */
    file: z.string(),
    /** What the output is known to mean, in one sentence. */
    cause: z.string(),
    /** What this machine lacks, in one sentence, when that can be the reason. */
    machine: z.string(),
    /** Further lines of the output that show the cause. */
    lines: z.array(z.string()),
    /** Line of the project's own code at which an error was raised. */
    frame: z.string(),
    /** Config vars that the code asked for in vain, by their own names. */
    variables: z.array(z.string()),
    /** What to do, one step a line; commands are indented. */
    remedy: z.array(z.string()),
  })
  .partial();

/** One thing that was looked at: what the platform or a visitor needs, and what was seen. */
const evidenceSchema = z.object({
  id: evidenceIdSchema,
  /**
   * Which one it is about where several have the same id: path of a page, name of a dyno, id of an
   * issue of Django.
   */
  subject: z.string().optional(),
  name: z.string(),
  ok: z.boolean(),
  /** `error` fails its phase when not ok; `warning` is shown and harms without failing. */
  severity: z.enum(['error', 'warning']),
  expected: z.string(),
  seen: z.string(),
  /** Id of the rule of `dynoready check` that would have found it earlier. */
  rule: z.enum(RULE_IDS).optional(),
  facts: factsSchema.optional(),
});

/** The phases in the order in which they run. */
export const phaseNameSchema = z.enum([
  'detect',
  'build',
  'check',
  'release',
  'boot',
  'probe',
  'drill',
  'stop',
]);

/** What one phase came to. */
export const phaseSchema = z.object({
  name: phaseNameSchema,
  verdict: z.enum(['passed', 'failed', 'skipped']),
  /** Milliseconds from the start of the rehearsal. */
  startedAfterMs: z.number().nonnegative(),
  durationMs: z.number().nonnegative(),
  /** A failure id, an H or R code, or a few words; null when passed. */
  reason: z.string().nullable(),
  evidence: z.array(evidenceSchema),
  log: z.array(z.string()),
});

/** What the build of a rehearsal came to, as in its document. */
export const buildReportSchema = z.object({
  outcome: z.enum(['success', 'failure']),
  stage: z.string(),
  failureReason: z.string().nullable(),
  failureDetail: z.string().nullable(),
  packageManager: z.string().nullable(),
  pythonVersion: z.string().nullable(),
  pythonVersionRequested: z.string().nullable(),
  pythonVersionSource: z.string().nullable(),
  warnings: z.array(z.string()),
  notices: z.array(z.string()),
  collectstatic: z.string().nullable(),
  cache: z.string().nullable(),
  /** Add-ons that the buildpack asks for at a first deploy. */
  addons: z.array(z.string()),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const dynoSchema = z.object({
  name: z.string(),
  /** As `heroku ps:type` writes it. */
  size: z.string(),
  quotaMb: z.number(),
  startedAfterMs: z.number().nonnegative(),
  memory: z.object({
    /** PSS counts shared pages once, RSS once for each process. */
    method: z.enum(['PSS', 'RSS']),
    peakMb: z.number(),
    code: z.enum(['R14', 'R15']).nullable(),
    /** Milliseconds since the dyno's start, and MB. */
    samples: z.array(z.tuple([z.number(), z.number()])),
  }),
  /** Paths relative to the app folder; what is written is gone with the dyno. */
  written: z.array(z.string()),
});

const requestSchema = z.object({
  /** Milliseconds from the start of the rehearsal to the end of the request. */
  afterMs: z.number(),
  method: z.string(),
  path: z.string(),
  dyno: z.string().nullable(),
  status: z.number(),
  code: z.string().nullable(),
  connectMs: z.number().nullable(),
  serviceMs: z.number().nullable(),
});

/**
 * The document that a rehearsal leaves. Public and versioned: `schemaVersion` rises when a reader
 * would have to change.
 */
export const rehearsalSchema = z.object({
  schemaVersion: z.literal(1),
  /** Absolute path of the project. */
  project: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  durationMs: z.number().nonnegative(),
  verdict: z.enum(['passed', 'failed', 'interrupted']),
  phases: z.array(phaseSchema),
  /** Every dyno that ran, one-off dynos as well, in the order of their start. */
  dynos: z.array(dynoSchema),
  /** Requests through the router, at most the newest 1,000. */
  requests: z.array(requestSchema),
  build: buildReportSchema.nullable(),
  slugBytes: z.number().nullable(),
  addons: z.array(
    z.object({ name: z.string(), standIn: z.string(), configVars: z.array(z.string()) }),
  ),
  /** Names and where each value came from; never a value. */
  configVars: z.array(
    z.object({
      name: z.string(),
      source: z.enum(['app.json', 'generated', 'given', 'add-on', 'stand-in']),
    }),
  ),
  /** Declared as required in app.json and given by nobody: left unset, as Heroku would. */
  missingConfigVars: z.array(z.string()),
  /** `Differs from Heroku: …, because …`, one sentence each. */
  differences: z.array(z.string()),
});

export type EvidenceId = z.infer<typeof evidenceIdSchema>;
type Facts = z.infer<typeof factsSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type PhaseName = z.infer<typeof phaseNameSchema>;
export type Phase = z.infer<typeof phaseSchema>;
export type Rehearsal = z.infer<typeof rehearsalSchema>;

/** What a phase comes to, before its name and its duration are known. */
export interface PhaseOutcome {
  readonly reason: string | null;
  readonly evidence: Evidence[];
  readonly log: string[];
}

/** Every id of evidence, in the order of the phases. */
export const EVIDENCE_IDS: readonly EvidenceId[] = evidenceIdSchema.options;

/** The facts that are known, to spread into evidence: those that are undefined or empty are not. */
export function withFacts(
  facts: {
    readonly [Name in keyof Facts]: Facts[Name] | undefined;
  },
): Pick<Evidence, 'facts'> {
  const known = Object.entries(facts).filter(
    ([, fact]) => fact !== undefined && fact !== '' && !(Array.isArray(fact) && fact.length === 0),
  );
  return known.length === 0 ? {} : { facts: Object.fromEntries(known) };
}

/**
 * What the evidence comes to: the first thing that is not ok, with severity `error`, is the reason.
 */
export function concludeFrom(evidence: readonly Evidence[]): Omit<PhaseOutcome, 'log'> {
  const failed = evidence.find((one) => !one.ok && one.severity === 'error');
  return {
    reason: failed === undefined ? null : `${failed.name}: ${failed.seen}`,
    evidence: [...evidence],
  };
}

/**
 * True when the phase must count as failed: a reason was given, or evidence with severity `error`
 * is not ok.
 */
export function hasFailed(outcome: PhaseOutcome): boolean {
  return (
    outcome.reason !== null || outcome.evidence.some((one) => !one.ok && one.severity === 'error')
  );
}
