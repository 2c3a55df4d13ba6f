/** One line of releases and the last day on which it gets security fixes. */
export interface Cycle {
  readonly cycle: string;
  /** ISO date; undefined when no date was found. */
  readonly supportEnds: string | undefined;
}

/** Whole days from one ISO date to another; negative when the second is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The ISO date that many days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A day as people write it, such as `26 Oct 2026`, from an ISO date. */
export function longDate(date: string): string {
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[month! - 1]} ${year}`;
}

/**
 * Negative, zero or positive as `a` is older than, the same as, or newer than `b`; both dotted
 * numbers such as `3.9` and `3.14`.
 */
export function compareCycles(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
