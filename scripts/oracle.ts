import { resolve } from 'node:path';
import { newestReading, useFacts } from '../src/facts/in-force.ts';
import { UsageError } from '../src/facts/usage-error.ts';
import { findInterpreters, type Interpreter } from '../src/machine/interpreters.ts';
import { endWithUsageError } from './end-with-usage-error.ts';
import { compareFields, type Disagreement, type OracleCase, readCases } from './oracle/case.ts';
import type { IndexAddresses } from './oracle/case-files.ts';
import { readIndexAddresses } from './oracle/index-addresses.ts';
import { answerBuild, type BuildAnswer, judgedFields } from './oracle/judge-build.ts';
import { answerStatic } from './oracle/judge-static.ts';
import { ORACLE_FACTS, readFacts } from './oracle/read-facts.ts';

/** Builds at the same time; more only makes them wait for each other. */
const SIDE_BY_SIDE = 2;

/** What judging the cases in one way came to; cases by their ids. */
interface Score {
  readonly judged: ReadonlySet<string>;
  readonly wrong: ReadonlySet<string>;
}

const NOT_BUILT: Score = { judged: new Set(), wrong: new Set() };

/**
 * Judges every case of a file, prints what disagrees, and ends with the score. Returns the exit
 * code: 0 when everything agrees.
 */
async function main(words: readonly string[]): Promise<number> {
  const { file, facts } = parseWords(words);
  const tables = readFacts(facts);
  useFacts({ tables, today: newestReading(tables), complete: true });
  const { cases, refused } = readCases(resolve(file));
  for (const { id, because } of refused) print(`${id} cannot be set up: ${because}`);
  const interpreters = await findInterpreters();
  const addresses = await readIndexAddresses(interpreters[0]);

  const fromFiles = await judgeFiles(cases, addresses);
  const built = words.includes('--static')
    ? NOT_BUILT
    : await judgeBuilds(cases, addresses, interpreters);

  const wrong = new Set([...fromFiles.wrong, ...built.wrong]);
  const notJudged = cases
    .map(({ id }) => id)
    .filter((id) => !fromFiles.judged.has(id) && !built.judged.has(id) && !wrong.has(id));
  if (notJudged.length > 0)
    print(`${notJudged.length} have nothing that was judged: ${notJudged.join(', ')}`);
  if (refused.length > 0) print(`${refused.length} cannot be set up`);
  const agreeing = ({ judged, wrong }: Score): string =>
    `${[...judged].filter((id) => !wrong.has(id)).length} of ${judged.size}`;
  print(
    `${cases.length - wrong.size - notJudged.length} of ${cases.length + refused.length} cases agree (static ${agreeing(fromFiles)}, build ${agreeing(built)})`,
  );
  return wrong.size + refused.length + notJudged.length === 0 ? 0 : 1;
}

/** The file of cases and the file of facts that they are judged by, the snapshot by default. */
function parseWords(words: readonly string[]): { readonly file: string; readonly facts: string } {
  const at = words.indexOf('--facts');
  const facts = at < 0 ? ORACLE_FACTS : words[at + 1];
  const [file, ...others] = words.filter(
    (word, index) => word !== '--static' && (at < 0 || (index !== at && index !== at + 1)),
  );
  if (file === undefined || facts === undefined || others.length > 0 || file.startsWith('-'))
    throw new UsageError('The oracle takes one file of cases', {
      next: ['npm run oracle -- FILE [--static] [--facts FILE]'],
    });
  return { file, facts: resolve(facts) };
}

/** The score of what the files alone decide, over the cases that say something of it. */
async function judgeFiles(
  cases: readonly OracleCase[],
  addresses: IndexAddresses | undefined,
): Promise<Score> {
  const score = { judged: new Set<string>(), wrong: new Set<string>() };
  for (const one of cases.filter(({ staticFields }) => staticFields.length > 0)) {
    const disagreements = await answerStatic(one, addresses).then(
      (answer) => compareFields(one.staticFields, one.expect, answer),
      (error: Error) => [broken(error)],
    );
    score.judged.add(one.id);
    if (show(one, 'static', disagreements)) score.wrong.add(one.id);
  }
  return score;
}

/** The score of real builds, over the cases that this machine could build. */
async function judgeBuilds(
  cases: readonly OracleCase[],
  addresses: IndexAddresses | undefined,
  interpreters: readonly Interpreter[],
): Promise<Score> {
  const score = { judged: new Set<string>(), wrong: new Set<string>() };
  const all = cases.filter(({ mode }) => mode === 'build' || mode === 'ci');
  const answers = new Map<OracleCase, BuildAnswer>();
  const waiting = [...all];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const answer = await answerBuild(one, addresses, interpreters).catch((error: Error) => error);
      if (!(answer instanceof Error)) answers.set(one, answer);
      else if (show(one, 'build', [broken(answer)])) score.wrong.add(one.id);
      done += 1;
      process.stderr.write(`built ${done} of ${all.length}: ${one.id}\n`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  for (const [one, answer] of answers) {
    if (answer.kind === 'not-built') {
      print(`${one.id} was not built: ${answer.because}`);
      continue;
    }
    if (answer.kind === 'in-part') print(`${one.id} was judged in part: ${answer.because}`);
    const disagreements = compareFields(judgedFields(one, answer.kind), one.expect, answer.fields);
    score.judged.add(one.id);
    if (show(one, 'build', disagreements)) score.wrong.add(one.id);
  }
  const count = (kind: BuildAnswer['kind']): number =>
    [...answers.values()].filter((answer) => answer.kind === kind).length;
  if (all.length > 0)
    print(
      `${count('whole')} builds judged whole, ${count('in-part')} in part, ${count('not-built')} not built`,
    );
  return score;
}

/** Prints what disagrees, and answers whether anything does. */
function show(one: OracleCase, kind: string, disagreements: readonly Disagreement[]): boolean {
  for (const { field, expected, actual } of disagreements)
    print(
      `${one.id} (${kind}) ${field}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
    );
  return disagreements.length > 0;
}

/** A case that makes us throw is a disagreement: it says what a bug of ours would. */
function broken(error: Error): Disagreement {
  return { field: 'answer', expected: 'one', actual: `${error.name}: ${error.message}` };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  endWithUsageError(error);
}
