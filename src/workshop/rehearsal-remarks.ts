import type { RuleId } from '../check/rule-ids.ts';
import { findFailure } from '../facts/failures/find.ts';
import { findPlatformCode } from '../facts/platform-codes.ts';
import type { Repository } from '../project/repository.ts';
import type { Evidence, Phase, Rehearsal } from '../rehearsal/rehearsal.ts';
import type { ExerciseRehearsal, Remark } from './exercise.ts';
import { TOLD_MISTAKES } from './known-mistakes.ts';
import type { Words } from './module-not-found.ts';
import { SHOWN_MISTAKES } from './shown-mistakes.ts';

export interface RemarksOptions {
  readonly asked: ExerciseRehearsal;
  readonly repository: Repository;
  /** True for a rule that a later exercise teaches: what it predicts is no advice yet. */
  readonly isLater: (rule: RuleId) => boolean;
}

/**
 * What a rehearsal showed, as remarks of the exercise that asked for it: what failed blocks, what
 * harms without failing is advice. Phases that may fail at this point are passed over. Empty when
 * all was well, and when the rehearsal was interrupted.
 */
export function remarksOfRehearsal(
  { phases, verdict }: Rehearsal,
  { asked, repository, isLater }: RemarksOptions,
): readonly Remark[] {
  if (verdict === 'interrupted') return [];
  return phases
    .filter(({ name }) => !asked.mayFail.includes(name))
    .flatMap((phase) => {
      const shown = phase.evidence
        .filter(
          ({ ok, severity, rule }) =>
            !ok && (severity === 'error' || rule === undefined || !isLater(rule)),
        )
        // The sum of all pages says nothing beside the page that failed.
        .filter((one, _index, all) => one.id !== 'pages' || !all.some(({ id }) => id === 'page'))
        .map((evidence) => ({
          ...remarkOf(phase, evidence, repository),
          blocks: blocks(evidence, asked),
        }));
      // A build that fails says so in its reason; it has nothing to look at yet.
      const isSilent = phase.verdict === 'failed' && !shown.some(({ blocks }) => blocks);
      return isSilent ? [...shown, remarkOfPhase(phase, repository)] : shown;
    });
}

function remarkOf(phase: Phase, evidence: Evidence, repository: Repository): Remark {
  const { name, seen, expected, severity, rule } = evidence;
  return {
    rule,
    file: undefined,
    line: undefined,
    what: `In the phase ${phase.name}, ${name}: ${seen}.`,
    why: `Expected: ${expected}.`,
    next: rule === undefined ? causeIn(evidence) : `See: dynoready explain ${rule}`,
    blocks: severity === 'error',
    ...wordsOf(phase, evidence, repository),
  };
}

/** Where the cause of what nobody has words for is to be found. */
function causeIn({ id, facts }: Evidence): string {
  return id === 'page' && facts?.error === undefined
    ? 'The log does not show why: with DEBUG off, Django prints no traceback by default. Add a console handler to LOGGING, as the next exercise requires anyway, and check again.'
    : 'Its log is above. Fix the first error in it.';
}

function blocks({ severity, id }: Evidence, { demands = [] }: ExerciseRehearsal): boolean {
  return severity === 'error' || demands.includes(id);
}

function remarkOfPhase(phase: Phase, repository: Repository): Remark {
  const { name, reason } = phase;
  return {
    rule: undefined,
    file: undefined,
    line: undefined,
    what: `The phase ${name} failed${reason === null ? '' : `: ${reason}`}.`,
    why: 'On Heroku, the deploy would stop there.',
    next: 'Its log is above. Fix the first error in it.',
    ...wordsOf(phase, undefined, repository),
    blocks: true,
  };
}

/**
 * What is said of a thing that a phase showed: in the words of the mistake where it is a known one.
 * Undefined for one that nobody has words for.
 */
function wordsOf(
  phase: Phase,
  evidence: Evidence | undefined,
  repository: Repository,
): Words | undefined {
  return (
    (evidence && wordsOfShown(evidence, repository)) ??
    wordsOfTold(phase, evidence, repository) ??
    wordsOfCode(phase, evidence)
  );
}

/** A mistake that the evidence shows by its id and its facts. */
function wordsOfShown(evidence: Evidence, repository: Repository): Words | undefined {
  const { id, rule } = evidence;
  const mistake = SHOWN_MISTAKES.find(
    (one) => one.id === id && (one.rule === undefined || one.rule === rule),
  );
  return mistake?.say(evidence, repository);
}

/** A mistake that the app, Django or a tool told in its own words. */
function wordsOfTold(
  phase: Phase,
  evidence: Evidence | undefined,
  repository: Repository,
): Words | undefined {
  // The log belongs to the phase as a whole: only the one thing that failed in it may be told by
  // it.
  const alone =
    phase.evidence.filter(({ ok, severity }) => !ok && severity === 'error').length <= 1 &&
    phase.name !== 'probe';
  const texts = [evidence?.facts?.error ?? '', ...(alone ? [phase.log.join('\n')] : [])];
  for (const text of texts) {
    for (const { phases, pattern, say } of TOLD_MISTAKES) {
      const match = phases.includes(phase.name) ? pattern.exec(text) : null;
      const words = match === null ? undefined : say(match, repository, evidence);
      if (words !== undefined) return words;
    }
  }
  return undefined;
}

/** What an id of the build or a code of the platform means. */
function wordsOfCode(phase: Phase, evidence: Evidence | undefined): Words | undefined {
  const id = evidence === undefined ? phase.reason : evidence.facts?.code;
  if (id === undefined || id === null) return undefined;
  const failure = findFailure(id);
  if (failure !== undefined) {
    const detail = evidence?.facts?.detail;
    return {
      what: `The build fails with \`${id}\`: ${failure.title}${detail === undefined ? '' : ` (${detail})`}.`,
      why: failure.trigger,
      next: failure.remedy.join('\n'),
    };
  }
  const code = findPlatformCode(id);
  if (code === undefined) return undefined;
  return {
    what: `${id}, ${code.title}: ${evidence?.seen ?? ''}.`,
    why: code.what,
    next: code.next,
  };
}
