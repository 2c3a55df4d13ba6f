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

/** One line for a phase that has ended: name, verdict, time, and why or what it gave. */
export function renderPhase(phase: Phase, color: boolean): string {
  const [code, word] = MARKS[phase.verdict];
  const time = `${(phase.durationMs / 1000).toFixed(1)} s`.padStart(7);
  const note = phase.reason ?? phase.evidence.find(({ ok }) => ok)?.seen ?? '';
  return `${`  ${phase.name.padEnd(8)} ${painter(color)(code, word)} ${time}  ${phase.name === 'detect' ? detected(phase) : note}`.trimEnd()}\n`;
}

function detected(phase: Phase): string {
  return phase.evidence.map(({ ok, name, seen }) => (ok ? seen : `${name}: ${seen}`)).join('; ');
}
