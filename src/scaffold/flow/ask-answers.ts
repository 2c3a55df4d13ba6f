import { z } from 'zod';
import type { Feature } from '../../facts/features.ts';
import type { Repository } from '../../project/repository.ts';
import { type AnswerName, type Answers, answersSchema } from '../answers/answers.ts';
import {
  type AnswerQuestion,
  answersOfExtras,
  extrasQuestion,
  questionsFor,
  staysOneFile,
} from '../answers/questions.ts';
import type { FlowOptions, ScaffoldUi } from './scaffold-ui.ts';

/**
 * Asks what flags and the project leave open. Without anybody to ask, nothing is answered, and that
 * is said.
 */
export async function askOpen(
  repository: Repository,
  defaults: Answers,
  given: Partial<Answers>,
  entries: ReadonlySet<Feature>,
  ask: ScaffoldUi['ask'],
  options: FlowOptions,
  ui: ScaffoldUi,
): Promise<Partial<Answers>> {
  if (given.settings === undefined && staysOneFile(repository, defaults)) {
    ui.say(
      'The settings stay in one file by default: other files import them, or they hold paths that a move would break.\n',
    );
  }
  const questions = questionsFor(repository, defaults, given, (entry) => entries.has(entry));
  if (ask === undefined) {
    if (questions.length > 0 && options.yes !== true && options.update !== true)
      ui.say('There is no terminal to ask in, so the defaults are taken (as with --yes).\n');
    return {};
  }
  const asked = await askAll(questions, ask);
  const extras = extrasQuestion(repository, defaults, given);
  if (extras === undefined) return asked;
  const ticked = z.array(z.string()).parse(await ask(extras));
  const { answers, questions: further } = answersOfExtras(ticked, defaults, given);
  return { ...asked, ...answers, ...(await askAll(further, ask)) };
}

async function askAll(
  questions: readonly AnswerQuestion[],
  ask: NonNullable<ScaffoldUi['ask']>,
): Promise<Partial<Answers>> {
  const answers: Partial<Record<AnswerName, unknown>> = {};
  for (const question of questions)
    answers[question.name] = answersSchema.shape[question.name].parse(await ask(question));
  return answers as Partial<Answers>;
}
