import { resolve } from 'node:path';
import { renderUsageError, UsageError } from '../src/facts/usage-error.ts';
import { findInterpreters } from '../src/machine/interpreters.ts';
import { compareFields, type Disagreement, type OracleCase, readCases } from './oracle/case.ts';
import { readIndexAddresses } from './oracle/index-addresses.ts';
import { answerBuild, type BuildAnswer, judgedFields } from './oracle/judge-build.ts';
import { answerStatic } from './oracle/judge-static.ts';
import { recreate } from './oracle/recreate.ts';

/** Builds at the same time; more only makes them wait for each other. */
const SIDE_BY_SIDE = 2;

/**
 * Judges every case of a file, prints what disagrees, and ends with the score. Returns the exit
 * code: 0 when everything agrees.
 */
async function main(words: readonly string[]): Promise<number> {
  const [file] = words.filter((word) => !word.startsWith('--'));
  if (file === undefined)
    throw new UsageError('No file of cases was named', {
      next: ['npm run oracle -- FILE [--static]'],
    });
  const { cases, refused } = readCases(resolve(file));
  const staticOnly = words.includes('--static');
  const interpreters = await findInterpreters();
  const addresses = await readIndexAddresses(interpreters[0]);

  const wrong = new Set<string>();
  const show = (one: OracleCase, kind: string, disagreements: readonly Disagreement[]): void => {
    if (disagreements.length > 0) wrong.add(one.id);
    for (const { field, expected, actual } of disagreements) {
      process.stdout.write(
        `${one.id} (${kind}) ${field}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}\n`,
      );
    }
  };

  const notSetUp = new Set<string>();
  const notJudged = new Set(
    cases.filter((one) => one.staticFields.length === 0).map(({ id }) => id),
  );
  for (const { id, because } of refused)
    process.stdout.write(`${id} cannot be set up: ${because}\n`);
  for (const one of cases) {
    const { unknown } = recreate(one, addresses);
    if (unknown.length === 0) continue;
    notSetUp.add(one.id);
    process.stdout.write(`${one.id} cannot be set up: ${unknown.join('; ')}\n`);
  }

  let agreeing = 0;
  const withStatic = cases.filter((one) => one.staticFields.length > 0);
  for (const one of withStatic) {
    const disagreements = await answerStatic(one, addresses).then(
      (answer) => compareFields(one.staticFields, one.expect, answer),
      (error: Error) => [broken(error)],
    );
    if (disagreements.length === 0) agreeing += 1;
    show(one, 'static', disagreements);
  }

  const built = staticOnly ? [] : cases.filter((one) => one.mode === 'build' || one.mode === 'ci');
  const answers = new Map<OracleCase, BuildAnswer>();
  const waiting = [...built];
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const answer = await answerBuild(one, addresses, interpreters).catch((error: Error) => error);
      if (answer instanceof Error) show(one, 'build', [broken(answer)]);
      else answers.set(one, answer);
      process.stderr.write(`built ${answers.size} of ${built.length}: ${one.id}\n`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  let agreeingBuilds = 0;
  let judgedBuilds = 0;
  for (const [one, answer] of answers) {
    if (answer.kind === 'not-built') {
      process.stdout.write(`${one.id} was not built: ${answer.because}\n`);
      continue;
    }
    const disagreements = compareFields(judgedFields(one, answer.kind), one.expect, answer.fields);
    if (answer.kind === 'in-part')
      process.stdout.write(`${one.id} was judged in part: ${answer.because}\n`);
    judgedBuilds += 1;
    notJudged.delete(one.id);
    if (disagreements.length === 0) agreeingBuilds += 1;
    show(one, 'build', disagreements);
  }
  const kinds = [...answers.values()].map(({ kind }) => kind);
  const count = (kind: BuildAnswer['kind']): number =>
    kinds.filter((other) => other === kind).length;
  if (built.length > 0)
    process.stdout.write(
      `${count('whole')} builds judged whole, ${count('in-part')} in part, ${count('not-built')} not built\n`,
    );
  const without = new Set([...notSetUp, ...notJudged].filter((id) => !wrong.has(id)));
  const total = cases.length + refused.length;
  if (notJudged.size > 0)
    process.stdout.write(
      `${notJudged.size} have nothing that was judged: ${[...notJudged].join(', ')}\n`,
    );
  if (notSetUp.size + refused.length > 0)
    process.stdout.write(`${notSetUp.size + refused.length} cannot be set up\n`);
  process.stdout.write(
    `${cases.length - wrong.size - without.size} of ${total} cases agree (static ${agreeing} of ${withStatic.length}, build ${agreeingBuilds} of ${judgedBuilds})\n`,
  );
  return wrong.size === 0 && refused.length + without.size === 0 ? 0 : 1;
}

/** A case that makes us throw is a disagreement: it says what a bug of ours would. */
function broken(error: Error): Disagreement {
  return { field: 'answer', expected: 'one', actual: `${error.name}: ${error.message}` };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(renderUsageError(error));
  process.exitCode = 2;
}
