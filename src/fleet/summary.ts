import type { FleetLine, FleetStatus } from './line.ts';

/** One repository in a summary, with what changed since an earlier run. */
export interface SummaryRow {
  readonly repository: string;
  readonly status: FleetStatus;
  readonly reason: string | null;
  readonly commit: string | null;
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
  /** Ids of the rules that found something, each once, sorted. */
  readonly rules: readonly string[];
  /** Findings that the earlier run did not have, and those that are gone; null if it had none of it. */
  readonly trend: { readonly appeared: number; readonly gone: number } | null;
}

/** How many repositories something concerns, now and in the earlier run. */
export interface Trended {
  readonly now: number;
  /** Null without an earlier run. */
  readonly before: number | null;
}

/** One rule in a summary. */
export interface SummaryRule {
  readonly rule: string;
  readonly repositories: Trended;
  readonly findings: number;
}

/** What the results of a run come to. */
export interface FleetSummary {
  readonly repositories: number;
  readonly statuses: ReadonlyMap<FleetStatus, Trended>;
  /** The rule that concerns most repositories first. */
  readonly rules: readonly SummaryRule[];
  /** The worst first, up to the limit. */
  readonly rows: readonly SummaryRow[];
}

/** Of an earlier run, what a comparison needs. */
export interface EarlierRun {
  readonly fingerprints: ReadonlyMap<string, readonly string[]>;
  readonly statuses: ReadonlyMap<FleetStatus, number>;
  readonly rules: ReadonlyMap<string, number>;
}

/** Keeps of an earlier run what a comparison needs; the newest line of a repository counts. */
export function earlierRun(lines: Iterable<FleetLine>): EarlierRun {
  const newest = new Map([...lines].map((line) => [line.repository, line]));
  const statuses = new Map<FleetStatus, number>();
  const rules = new Map<string, number>();
  const fingerprints = new Map<string, readonly string[]>();
  for (const line of newest.values()) {
    increase(statuses, line.status);
    for (const rule of rulesOf(line)) increase(rules, rule);
    fingerprints.set(line.repository, fingerprintsOf(line));
  }
  return { fingerprints, statuses, rules };
}

/** The summary of a run, with the trend against an earlier one, and at most so many rows. */
export function summarize(
  lines: Iterable<FleetLine>,
  earlier: EarlierRun | undefined,
  maxRows: number,
): FleetSummary {
  const statuses = new Map<FleetStatus, number>();
  const rules = new Map<string, { repositories: number; findings: number }>();
  let rows: SummaryRow[] = [];
  let repositories = 0;
  for (const line of lines) {
    repositories += 1;
    increase(statuses, line.status);
    const found = rulesOf(line);
    for (const rule of found) {
      const { repositories: before = 0, findings = 0 } = rules.get(rule) ?? {};
      const here = line.findings.filter((one) => one.rule === rule).length;
      rules.set(rule, { repositories: before + 1, findings: findings + here });
    }
    rows.push(rowOf(line, found, earlier?.fingerprints.get(line.repository)));
    if (rows.length >= 2 * maxRows) rows = rows.sort(compareRows).slice(0, maxRows);
  }
  const before = (map: ReadonlyMap<string, number> | undefined, name: string): number | null =>
    map === undefined ? null : (map.get(name) ?? 0);
  const allStatuses = new Set([...statuses.keys(), ...(earlier?.statuses.keys() ?? [])]);
  const allRules = new Set([...rules.keys(), ...(earlier?.rules.keys() ?? [])]);
  return {
    repositories,
    statuses: new Map(
      [...allStatuses].map((status) => [
        status,
        { now: statuses.get(status) ?? 0, before: before(earlier?.statuses, status) },
      ]),
    ),
    rules: [...allRules]
      .map((rule) => ({
        rule,
        repositories: {
          now: rules.get(rule)?.repositories ?? 0,
          before: before(earlier?.rules, rule),
        },
        findings: rules.get(rule)?.findings ?? 0,
      }))
      .sort((a, b) => b.repositories.now - a.repositories.now || (a.rule < b.rule ? -1 : 1)),
    rows: rows.sort(compareRows).slice(0, maxRows),
  };
}

function rowOf(
  line: FleetLine,
  rules: readonly string[],
  before: readonly string[] | undefined,
): SummaryRow {
  const { repository, status, reason, commit, findings } = line;
  const count = (severity: string): number =>
    findings.filter((one) => one.severity === severity).length;
  const [errors, warnings, hints] = ['error', 'warning', 'hint'].map(count) as [
    number,
    number,
    number,
  ];
  const now = new Set(fingerprintsOf(line));
  const trend =
    before === undefined
      ? null
      : {
          appeared: [...now].filter((one) => !before.includes(one)).length,
          gone: before.filter((one) => !now.has(one)).length,
        };
  return { repository, status, reason, commit, errors, warnings, hints, rules, trend };
}

function rulesOf({ findings }: FleetLine): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

function fingerprintsOf({ findings }: FleetLine): readonly string[] {
  return findings.map(({ fingerprint }) => fingerprint);
}

/** What gave no result first, then by errors, warnings and hints. */
function compareRows(a: SummaryRow, b: SummaryRow): number {
  const rank = ({ status }: SummaryRow): number => ['findings', 'ok', 'not-django'].indexOf(status);
  return (
    rank(a) - rank(b) ||
    b.errors - a.errors ||
    b.warnings - a.warnings ||
    b.hints - a.hints ||
    (a.repository < b.repository ? -1 : 1)
  );
}

function increase<Name>(counts: Map<Name, number>, name: Name): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
