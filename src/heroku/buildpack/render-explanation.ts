import { type BuildExplanation, findFailure } from '../../facts/failures/find.ts';
import { wrapSentences } from '../../facts/wrap-text.ts';
import type { BuildFailure } from './refusal.ts';

/**
 * A failed build in four parts for a person: the situation, what was found, what follows, what to
 * do; lines of at most 80 columns, commands whole.
 */
export function renderFailure(refusal: BuildFailure): string {
  const id = refusal.reason ?? refusal.stage;
  const known = findFailure(id);
  if (known === undefined)
    return box(`Error: the build failed (${id})`, [refusal.evidence.join('\n')]);
  const { cause } = refusal;
  return box(`Error: ${known.title}`, [
    cause === undefined ? known.trigger : `${cause.what}.`,
    found(refusal.evidence),
    known.consequence,
    `What to do:\n${(cause ?? known).remedy.join('\n')}`,
    `More about it:\n  dynoready explain ${id}`,
  ]);
}

/** A warning or notice of a build in the same four parts, without evidence. */
export function renderNote(explanation: BuildExplanation): string {
  const { kind, title, trigger, consequence, remedy } = explanation;
  if (kind === 'notice') return box(`Note: ${title}`, [consequence]);
  return box(`Warning: ${title}`, [trigger, consequence, `What to do:\n${remedy.join('\n')}`]);
}

function found(evidence: readonly string[]): string {
  return evidence.length === 0
    ? ''
    : `Found:\n${evidence.map((line) => `  ${shorten(line)}`).join('\n')}`;
}

/**
 * Characters of a line of evidence that are shown; pip lists every version there is on one line,
 * and the log above has it whole.
 */
const EVIDENCE_LENGTH = 160;

function shorten(line: string): string {
  return line.length <= EVIDENCE_LENGTH ? line : `${line.slice(0, EVIDENCE_LENGTH - 1)}…`;
}

/** A text behind the mark that the platform puts before everything it wants to be read. */
export function markLines(text: string): readonly string[] {
  return text.split('\n').map((line) => ` !     ${line}`.trimEnd());
}

function box(title: string, paragraphs: readonly string[]): string {
  const text = [title, ...paragraphs.filter((one) => one !== '')].join('\n\n');
  return wrapSentences(text, WIDTH);
}

/** Columns of a line inside the box; commands and evidence, which are indented, stay whole. */
const WIDTH = 80;
