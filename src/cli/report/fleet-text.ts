import { FLEET_STATUSES, type FleetStatus } from '../../fleet/line.ts';

/** How far a run is. */
export interface FleetProgress {
  readonly total: number;
  readonly done: number;
  /** Those of which an earlier result still holds. */
  readonly unchanged: number;
  readonly failed: number;
}

const BAR_CELLS = 24;

/** One line for a terminal: a bar, the count, the rate and the time that is left. */
export function renderProgress(
  progress: FleetProgress,
  elapsedMs: number,
  columns: number,
): string {
  const { total, done, unchanged, failed } = progress;
  const filled = Math.floor((done / Math.max(total, 1)) * BAR_CELLS);
  const checked = done - unchanged;
  const perSecond = checked / (elapsedMs / 1000);
  const left = checked === 0 ? '' : `, ${duration((total - done) / perSecond)} left`;
  const text = [
    `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`,
    `${count(done)} of ${count(total)}`,
    `${perSecond.toFixed(1)}/s${left}`,
    ...(failed === 0 ? [] : [`${count(failed)} failed`]),
  ].join('  ');
  return text.slice(0, Math.max(columns - 1, 10));
}

/** What a whole run took, one line. */
export function renderSpeed(
  { done, unchanged }: FleetProgress,
  elapsedMs: number,
  peakMb: number,
): string {
  const checked = done - unchanged;
  const parts = [
    `Checked ${count(checked)} ${checked === 1 ? 'repository' : 'repositories'} in ${(elapsedMs / 1000).toFixed(1)} s`,
    ...(checked === 0 ? [] : [`${(checked / (elapsedMs / 1000)).toFixed(1)} a second`]),
    ...(peakMb === 0 ? [] : [`at most ${Math.round(peakMb)} MB in one worker`]),
    ...(unchanged === 0 ? [] : [`${count(unchanged)} unchanged since an earlier run`]),
  ];
  return `${parts.join(', ')}.\n`;
}

/** How many repositories came to which status, one line; the words that `status` has. */
export function renderCounts(counts: ReadonlyMap<FleetStatus, number>): string {
  const named = FLEET_STATUSES.filter((status) => counts.has(status));
  return `${named.map((status) => `${count(counts.get(status) ?? 0)} ${status}`).join(', ')}.\n`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
