import { z } from 'zod';
import type { Repository } from '../project/repository.ts';
import { fingerprintsOf } from './fingerprint.ts';
import type { Judgement } from './judge.ts';
import type { Finding } from './rule.ts';
import type { Suppression } from './set-aside.ts';

const schema = z.strictObject({
  schemaVersion: z.literal(1),
  /** `file` and `rule` are for the reader; the fingerprint alone decides. */
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      file: z.string().nullable(),
      fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
    }),
  ),
});

/**
 * The findings that an old project has agreed to live with for now. `schemaVersion` rises when a
 * field changes its meaning.
 */
export type Baseline = z.infer<typeof schema>;

/** The baseline in a text, or one line on why it is none. */
export function parseBaseline(
  text: string,
):
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly because: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, because: (error as Error).message };
  }
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, baseline: result.data };
  const [issue] = result.error.issues;
  return {
    ok: false,
    because: `${issue?.path.join('.') || 'the document'}: ${issue?.message ?? ''}`,
  };
}

/**
 * The text of a baseline that holds the findings that count, sorted, so that a diff of it can be
 * read; with a line end.
 */
export function renderBaseline(
  repository: Repository,
  { findings, suppressions }: Judgement,
): string {
  const fingerprints = fingerprintsOf(repository, [
    ...findings,
    ...suppressions.map(({ finding }) => finding),
  ]);
  const entries = findings.map((finding) => ({
    rule: finding.rule,
    file: finding.file ?? null,
    fingerprint: fingerprints.get(finding) ?? '',
  }));
  const key = ({ file, rule, fingerprint }: Baseline['findings'][number]): string =>
    `${file ?? ''}\0${rule}\0${fingerprint}`;
  entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${JSON.stringify({ schemaVersion: 1, findings: entries } satisfies Baseline, undefined, 2)}\n`;
}

/**
 * Sets aside what the baseline holds, and names its entries that no finding answers to any more.
 * Entries of rules that did not run are never stale.
 */
export function applyBaseline(
  repository: Repository,
  { findings, suppressions }: Judgement,
  baseline: Baseline,
  ran: readonly string[],
): Judgement & { readonly stale: Baseline['findings'] } {
  const everything = [...findings, ...suppressions.map(({ finding }) => finding)];
  const fingerprints = fingerprintsOf(repository, everything);
  const held = new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
  const isOld = (finding: Finding): boolean => held.has(fingerprints.get(finding) ?? '');
  const old = findings
    .filter(isOld)
    .map(
      (finding): Suppression => ({ finding, by: 'baseline', because: undefined, at: undefined }),
    );
  const present = new Set(fingerprints.values());
  return {
    findings: findings.filter((finding) => !isOld(finding)),
    suppressions: [...suppressions, ...old],
    stale: baseline.findings.filter(
      ({ fingerprint, rule }) => ran.includes(rule) && !present.has(fingerprint),
    ),
  };
}
