import { MEMORY_METHOD } from '../heroku/dyno/memory.ts';
import type { MemoryCurve } from '../heroku/dyno/watch-memory.ts';
import { type Evidence, withFacts } from './rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from './rules-of-observations.ts';

/** What is looked at of a dyno after its time. */
export interface DynoTrace {
  readonly name: string;
  readonly size: { readonly name: string; readonly memoryMb: number };
  memory(): MemoryCurve;
  written(): readonly string[];
}

/** Highest value of a curve in MB; 0 without a sample. */
export function peakOf({ samples }: MemoryCurve): number {
  return samples.reduce((peak, [, megabytes]) => Math.max(peak, megabytes), 0);
}

/**
 * What the dynos used and left: memory against the quota (R15 fails, R14 harms), and files that are
 * gone with them. One-off dynos are named only when something is wrong.
 */
export function judgeDynos(dynos: readonly DynoTrace[]): Evidence[] {
  return dynos.flatMap((dyno) => {
    const runsOn = !/^(run|release)\./.test(dyno.name);
    const memory = judgeMemory(dyno);
    return [
      ...(memory !== undefined && (runsOn || !memory.ok) ? [memory] : []),
      ...judgeFiles(dyno),
    ];
  });
}

function judgeMemory({ name, size, memory }: DynoTrace): Evidence | undefined {
  const curve = memory();
  if (curve.samples.length === 0) return undefined;
  const share = ((100 * peakOf(curve)) / size.memoryMb).toFixed(0);
  const seen = `at most ${peakOf(curve).toFixed(0)} MB (${share} %), measured as ${MEMORY_METHOD}${curve.code === undefined ? '' : `: ${curve.code}`}`;
  const severity = curve.code === 'R15' ? 'error' : 'warning';
  return {
    id: 'memory',
    subject: name,
    name: `memory of ${name}`,
    ok: curve.code === undefined,
    severity,
    expected: `${size.memoryMb} MB on ${size.name}`,
    seen,
    ...withFacts({ code: curve.code }),
  };
}

function judgeFiles({ name, written }: DynoTrace): Evidence[] {
  if (name.startsWith('run.')) return [];
  const paths = written();
  if (paths.length === 0) return [];
  const fate = name.startsWith('release.')
    ? 'the web dynos never see them'
    : 'gone when the dyno restarts, and unseen by other dynos';
  const rule = paths.some((path) => /\.sqlite3?$|\.db$/.test(path))
    ? { rule: RULE.sqliteOnDyno }
    : {};
  const expected = 'nothing that must last';
  return [
    {
      id: 'written-files',
      subject: name,
      name: `files written by ${name}`,
      ok: false,
      severity: 'warning',
      expected,
      seen: `${paths.join(', ')}: ${fate}`,
      ...rule,
    },
  ];
}
