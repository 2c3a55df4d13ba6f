import { z } from 'zod';

const severity = z.enum(['error', 'warning', 'hint']);

const fix = z.strictObject({
  title: z.string(),
  safety: z.enum(['safe', 'unsafe', 'manual']),
  /** Replacements of half-open ranges, in UTF-16 code units of the decoded file. */
  edits: z.array(
    z.strictObject({
      file: z.string(),
      start: z.int().min(0),
      end: z.int().min(0),
      text: z.string(),
    }),
  ),
});

const finding = z.strictObject({
  rule: z.string(),
  group: z.string(),
  severity,
  /** Relative to `root`; null for a finding about the whole project. */
  file: z.string().nullable(),
  line: z.int().min(1),
  column: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
  what: z.string(),
  why: z.string(),
  next: z.string(),
  fix: fix.nullable(),
  /** Why no fix is offered where one would be expected. */
  declined: z.string().nullable(),
  /** Stays when lines move; the same as in a baseline and in SARIF. */
  fingerprint: z.string(),
});

const suppressions = z.strictObject({
  ...finding.shape,
  by: z.enum(['comment', 'configuration', 'baseline']),
  /** The person's reason; null when none was given. */
  because: z.string().nullable(),
});

/**
 * What `check --format json` prints. `schemaVersion` rises when a field is renamed, removed or
 * changes its meaning.
 */
export const FINDINGS_SCHEMA = z.strictObject({
  schemaVersion: z.literal(1),
  projects: z.array(
    z.strictObject({
      root: z.string(),
      findings: z.array(finding),
      setAside: z.array(suppressions),
    }),
  ),
});

/** The document of `check --format json`. */
export type FindingsDocument = z.infer<typeof FINDINGS_SCHEMA>;
