import { escapeControls } from '../../facts/escape-controls.ts';
import type { Phase } from '../../rehearsal/rehearsal.ts';

type Paint = (code: string, text: string) => string;

const MARKS = {
  passed: ['32', 'passed '],
  failed: ['31', 'failed '],
  skipped: ['2', 'skipped'],
} as const;

/** Returns a function that colours a text, or leaves it alone. */
export function painter(color: boolean): Paint {
  return (code, text) => (color ? `\x1b[${code}m${text}\x1b[0m` : text);
}

/**
 * The phase with its reason and evidence as they may be printed: an app, a package or a server may
 * have written any part of them.
 */
export function shownPhase(phase: Phase): Phase {
  return {
    ...phase,
    reason: phase.reason === null ? null : escapeControls(phase.reason),
    evidence: phase.evidence.map((one) => ({
      ...one,
      name: escapeControls(one.name),
      expected: escapeControls(one.expected),
      seen: escapeControls(one.seen),
    })),
  };
}

/** One line for a phase that has ended: name, verdict, time, and why or what it gave. */
export function renderPhase(ended: Phase, color: boolean): string {
  const phase = shownPhase(ended);
  const [code, word] = MARKS[phase.verdict];
  const time = `${(phase.durationMs / 1000).toFixed(1)} s`.padStart(7);
  const note = phase.reason ?? phase.evidence.find(({ ok }) => ok)?.seen ?? '';
  return `${`  ${phase.name.padEnd(8)} ${painter(color)(code, word)} ${time}  ${phase.name === 'detect' ? detected(phase) : note}`.trimEnd()}\n`;
}

function detected(phase: Phase): string {
  return phase.evidence.map(({ ok, name, seen }) => (ok ? seen : `${name}: ${seen}`)).join('; ');
}
