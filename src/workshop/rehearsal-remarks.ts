import type { Evidence, Phase, Rehearsal } from '../heroku/rehearsal.ts';
import type { ExerciseRehearsal, Remark } from './exercise.ts';

/**
 * What a rehearsal showed, as remarks of the exercise that asked for it: what failed blocks, what harms without failing is advice. Phases that may
 * fail at this point are passed over. Empty when all was well, and when the rehearsal was interrupted.
 */
export function remarksOfRehearsal({ phases, verdict }: Rehearsal, { mayFail }: ExerciseRehearsal): readonly Remark[] {
  if (verdict === 'interrupted') return [];
  return phases
    .filter(({ name }) => !mayFail.includes(name))
    .flatMap((phase) => {
      const shown = phase.evidence.filter(({ ok }) => !ok).map((evidence) => remarkOf(phase, evidence));
      // A build that fails says so in its reason; it has nothing to look at yet.
      const isSilent = phase.verdict === 'failed' && !shown.some(({ blocks }) => blocks);
      return isSilent ? [...shown, remarkOfPhase(phase)] : shown;
    });
}

function remarkOf({ name: phase }: Phase, { name, seen, expected, severity, rule }: Evidence): Remark {
  return {
    rule,
    file: undefined,
    line: undefined,
    what: `In the phase ${phase}, ${name}: ${seen}.`,
    why: `It has to be so: ${expected}.`,
    next: rule === undefined ? 'Its log stands above; mend the first error in it.' : `What to do: dynoready explain ${rule}`,
    blocks: severity === 'error',
  };
}

function remarkOfPhase({ name, reason }: Phase): Remark {
  const isId = reason !== null && /^[\w:-]+$/.test(reason);
  return {
    rule: undefined,
    file: undefined,
    line: undefined,
    what: `The phase ${name} failed${reason === null ? '' : `: ${reason}`}.`,
    why: 'On Heroku the deploy would end there.',
    next: isId ? `What to do: dynoready explain ${reason}` : 'Its log stands above; mend the first error in it.',
    blocks: true,
  };
}
