import { factsInForce, newestReading, RENEW_FACTS } from '../../../facts/in-force.ts';
import { olderNewestPython } from '../../../facts/python-lines.ts';
import { isNewerStack, stacks } from '../../../facts/stacks.ts';

/**
 * What a build is asked for that is newer than the facts, one sentence each: which Python stands in
 * is only known once the build looks for one. Empty when the facts know everything.
 */
export function beyondFacts(stack: string, requested: string): readonly string[] {
  const sentences: string[] = [];
  if (isNewerStack(stack)) {
    const read = newestReading(factsInForce().tables.stacks);
    sentences.push(
      `${stack} is taken to work as ${stacks().at(-1)?.name} does, because it is newer than these facts (read on ${read}; ${RENEW_FACTS})`,
    );
  }
  const newer = olderNewestPython(requested);
  if (newer !== undefined)
    sentences.push(
      `Python ${requested} is taken to exist, because it is newer than these facts (${newer.newest}, read on ${newer.read}; ${RENEW_FACTS})`,
    );
  return sentences;
}
