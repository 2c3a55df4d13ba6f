import { escapeControls } from '../../facts/escape-controls.ts';
import { isStandingDifference } from '../../rehearsal/differences.ts';
import type { Evidence, Phase, Rehearsal } from '../../rehearsal/rehearsal.ts';
import { nextStep } from './next-step.ts';
import { painter, shownPhase } from './rehearsal-progress.ts';

/** Lines of a failed phase's log that are shown; the whole log is in the result. */
const LOG_TAIL_LINES = 25;

export interface RehearsalTextOptions {
  readonly color: boolean;
  /** File that holds the whole result; undefined when it could not be written. */
  readonly resultFile: string | undefined;
  /** Words of the command that was typed, for the advice to repeat it. */
  readonly command: string;
  /** True to list also what differs from Heroku in every rehearsal. */
  readonly showsDifferences?: boolean;
}

/** What a rehearsal proved or found, where the result lies, and what to type next. */
export function renderRehearsal(given: Rehearsal, options: RehearsalTextOptions): string {
  const rehearsal = { ...given, phases: given.phases.map(shownPhase) };
  const paint = painter(options.color);
  const blocks = [...lackOfMachine(rehearsal), verdictLine(rehearsal)].map((one) =>
    paint('1', one),
  );
  for (const phase of rehearsal.phases.filter(({ verdict }) => verdict === 'failed'))
    blocks.push(renderFailure(phase, options.color));
  if (rehearsal.verdict === 'passed')
    blocks.push(['Checks passed:', ...rehearsal.phases.flatMap(proofs)].join('\n'));
  const harms = rehearsal.phases
    .flatMap(({ evidence }) => evidence)
    .filter(({ ok, severity }) => !ok && severity === 'warning');
  if (harms.length > 0)
    blocks.push(
      [
        rehearsal.verdict === 'passed' ? 'It deploys, but production is affected:' : 'Also found:',
        ...harms.map((one) => paint('33', `  ${describe(one)}`)),
      ].join('\n'),
    );
  if (rehearsal.verdict !== 'interrupted')
    blocks.push(...differences(rehearsal, options.showsDifferences ?? false));
  const result = options.resultFile === undefined ? '' : `Full result: ${options.resultFile}\n`;
  blocks.push(`${result}${paint('1', `Next: ${nextStep(rehearsal, options.command)}`)}`);
  return `${blocks.join('\n\n')}\n`;
}

/** What is special to this run in full, and what is the same in every run as a number. */
function differences({ differences: all }: Rehearsal, showsAll: boolean): readonly string[] {
  const shown = all.filter((one) => showsAll || !isStandingDifference(one));
  const folded = all.length - shown.length;
  const lines = shown.map((one) => `  ${escapeControls(one)}`);
  if (folded > 0)
    lines.push(
      `  ${folded} differences from Heroku are the same in every rehearsal; --differences lists them.`,
    );
  return lines.length === 0 ? [] : [['What this rehearsal cannot prove:', ...lines].join('\n')];
}

/** What this machine lacks comes before the verdict: the project may be well. */
function lackOfMachine({ phases }: Rehearsal): readonly string[] {
  const faults = phases.flatMap(({ evidence }) => evidence);
  const lack = faults.map(({ facts }) => facts).find((facts) => facts?.machine !== undefined);
  const command = lack?.remedy?.find((line) => line.startsWith('  '))?.trim();
  return lack === undefined
    ? []
    : [`${lack.machine}${command === undefined ? '' : `: ${command}`}`];
}

function verdictLine({ verdict, phases, durationMs }: Rehearsal): string {
  const time = `${(durationMs / 1000).toFixed(1)} s`;
  if (verdict === 'interrupted') return `Interrupted after ${time}; nothing is left running.`;
  const failed = phases.filter((phase) => phase.verdict === 'failed').map(({ name }) => name);
  if (verdict === 'failed') return `The rehearsal failed in ${failed.join(', ')} (${time}).`;
  const passed = phases.filter((phase) => phase.verdict === 'passed').length;
  return `The rehearsal passed: ${passed} of ${phases.length} phases in ${time}.`;
}

/** A phase that failed: why, what was seen, and the end of its log. Without a line end. */
export function renderFailure(failed: Phase, color: boolean): string {
  const phase = shownPhase(failed);
  const paint = painter(color);
  const lines = [paint('1;31', `${phase.name}: ${phase.reason ?? 'failed'}`)];
  for (const one of phase.evidence.filter(({ ok, severity }) => !ok && severity === 'error')) {
    lines.push(`  ${one.name}`, `    expected  ${one.expected}`, `    seen      ${one.seen}`);
    lines.push(...explained(one).map((line) => escapeControls(line)));
    if (one.rule !== undefined) lines.push(`    more      dynoready explain ${one.rule}`);
  }
  const excerpt = excerptOf(phase);
  if (excerpt.length > 0)
    lines.push(
      '',
      `  From the log (${phase.log.length} lines in all):`,
      ...excerpt.map((line) => paint('2', `  | ${escapeControls(shortened(line))}`)),
    );
  return lines.join('\n');
}

/** What a failure is known to mean, where it was raised, and what to do. */
function explained({ seen, facts = {} }: Evidence): string[] {
  const { cause, frame, lines = [], remedy = [] } = facts;
  const means = cause === undefined || seen.includes(cause) ? [] : [cause];
  const raised = frame === undefined ? [] : [frame];
  return [
    ...labelled('means', means),
    ...labelled('raised', raised),
    ...labelled(
      'said',
      lines.filter((line) => line !== frame && !seen.includes(line)),
    ),
    ...labelled('do', remedy),
  ];
}

/** Rows of which the first has the label, as `expected` and `seen` have theirs. */
function labelled(label: string, rows: readonly string[]): string[] {
  return rows.map((row, index) => `    ${(index === 0 ? label : '').padEnd(10)}${shortened(row)}`);
}

/**
 * Characters of a log line that are shown: pip lists every version there is in one. The whole line
 * stands in the result.
 */
const LINE_LIMIT = 300;

function shortened(line: string): string {
  return line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;
}

/**
 * The end of the log; of a probe, whose log is mostly requests, what stands before the last
 * exception.
 */
function excerptOf(phase: Phase): readonly string[] {
  if (phase.name !== 'probe') return phase.log.slice(-LOG_TAIL_LINES);
  const said = phase.log.filter((line) => !line.includes(' heroku[router]: '));
  const isFault = (line: string): boolean =>
    /\]: [\w.]+(Error|Exception|ImproperlyConfigured|DoesNotExist)\b/.test(line);
  // The probe itself asks for a foreign host last, and is refused as it should be.
  const fault = said.findLastIndex(isFault);
  const last =
    fault === -1 ? said.findLastIndex((line) => /\]: [\w.]+DisallowedHost\b/.test(line)) : fault;
  return last === -1 ? [] : said.slice(Math.max(0, last + 1 - LOG_TAIL_LINES), last + 1);
}

function proofs(phase: Phase): string[] {
  const seen = phase.evidence.filter(({ ok }) => ok);
  return seen.map((one) => `  ${phase.name.padEnd(8)} ${one.name}: ${one.seen}`);
}

function describe(one: Evidence): string {
  return `${one.name}: expected ${one.expected}, seen ${one.seen}${one.rule === undefined ? '' : ` (dynoready explain ${one.rule})`}`;
}
