/** Newest patch and dates of a series; what else is known of it stands in `DJANGO_CYCLES`. */
export interface DjangoSeries {
  /** As X.Y. */
  readonly series: string;
  /** Newest release as X.Y.Z. */
  readonly newest: string;
  /** ISO dates; where only a month is announced, its last day. */
  readonly firstRelease: string;
  readonly mainstreamEnds: string;
}

/**
 * Series of Django, oldest first. Source: endoflife.date, "Django", for 2.2 to 4.1; Django's
 * download page for the rest; read 2026-11-24.
 */
export const DJANGO_SERIES: readonly DjangoSeries[] = [
  { series: '2.2', newest: '2.2.28', firstRelease: '2019-04-01', mainstreamEnds: '2019-12-02' },
  { series: '3.0', newest: '3.0.14', firstRelease: '2019-12-02', mainstreamEnds: '2020-08-03' },
  { series: '3.1', newest: '3.1.14', firstRelease: '2020-08-04', mainstreamEnds: '2021-04-06' },
  { series: '3.2', newest: '3.2.25', firstRelease: '2021-04-06', mainstreamEnds: '2021-12-07' },
  { series: '4.0', newest: '4.0.10', firstRelease: '2021-12-07', mainstreamEnds: '2022-08-03' },
  { series: '4.1', newest: '4.1.13', firstRelease: '2022-08-03', mainstreamEnds: '2023-04-05' },
  { series: '4.2', newest: '4.2.30', firstRelease: '2023-04-03', mainstreamEnds: '2023-12-04' },
  { series: '5.0', newest: '5.0.14', firstRelease: '2023-12-04', mainstreamEnds: '2024-08-07' },
  { series: '5.1', newest: '5.1.15', firstRelease: '2024-08-07', mainstreamEnds: '2025-04-02' },
  { series: '5.2', newest: '5.2.19', firstRelease: '2025-04-02', mainstreamEnds: '2025-12-03' },
  { series: '6.0', newest: '6.0.10', firstRelease: '2025-12-03', mainstreamEnds: '2026-08-04' },
  { series: '6.1', newest: '6.1.3', firstRelease: '2026-08-05', mainstreamEnds: '2027-04-30' },
];

/**
 * The series of a version: `5.2` for `5.2.19` and `5.2rc1`; from 2028 on the year alone, as
 * versions are `YYYY` or `YYYY.N` then. Undefined for a text that begins with no number. Source:
 * Django's page on its release process; read 2026-11-23.
 */
export function djangoSeriesOf(version: string): string | undefined {
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(version.trim()) ?? [];
  if (major === undefined) return undefined;
  return Number(major) >= 2028 ? major : `${major}.${minor ?? '0'}`;
}
