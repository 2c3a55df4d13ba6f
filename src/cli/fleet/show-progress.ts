import type { FleetStatus } from '../../fleet/line.ts';
import type { Terminal } from '../command.ts';
import { renderProgress, renderSpeed } from '../report/fleet-text.ts';

/** Milliseconds between two states of the bar. */
const SHOWN_EVERY_MS = 200;

/** Shows how far a run is, where standard error is a terminal. */
export interface Progress {
  /** Counts a repository that has ended; without a status when what was known still holds. */
  count(status: FleetStatus | undefined): void;
  /** Says how long all took. */
  end(peakMb: number): void;
  /** Takes the bar away. */
  clear(): void;
}

/** A bar for a run of so many repositories, which starts now. */
export function showProgress(terminal: Terminal, total: number): Progress {
  const started = performance.now();
  const state = { total, done: 0, unchanged: 0, failed: 0 };
  let shown = 0;
  return {
    count(status) {
      state.done += 1;
      if (status === undefined) state.unchanged += 1;
      else if (!['ok', 'findings', 'not-django'].includes(status)) state.failed += 1;
      const now = performance.now();
      if (terminal.showsProgress !== true || now - shown < SHOWN_EVERY_MS) return;
      shown = now;
      terminal.err(`\r\x1b[K${renderProgress(state, now - started, terminal.columns)}`);
    },
    end: (peakMb) => {
      clearLine(terminal);
      terminal.err(renderSpeed(state, performance.now() - started, peakMb));
    },
    clear: () => clearLine(terminal),
  };
}

function clearLine(terminal: Terminal): void {
  if (terminal.showsProgress === true) terminal.err('\r\x1b[K');
}
