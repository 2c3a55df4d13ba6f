import { z } from 'zod';
import { setJsonValue } from '../../edits/json.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import type { Repository } from '../../project/repository.ts';
import { declaresDriver } from '../packages/drivers.ts';
import type { Plan } from '../plan/plan.ts';
import { ANSWER_NAMES, type Answers, answersSchema } from './answers.ts';

/** The file in which Yeoman's generators keep their answers, and the key that is ours. */
export const STORED_PATH = '.yo-rc.json';
const KEY = 'generator-dynoready';

/** What an earlier run was answered. */
export interface StoredAnswers {
  readonly answers: Partial<Answers>;
  /** The version of the generator that wrote them; undefined when it was not noted. */
  readonly version: string | undefined;
  /** What was passed over, one sentence each. */
  readonly problems: readonly string[];
}

const fileSchema = z.object({
  [KEY]: z
    .object({ version: z.string().optional(), answers: z.record(z.string(), z.unknown()) })
    .optional(),
});

/**
 * Reads the answers of an earlier run; undefined when there are none. What cannot be read is passed
 * over and named.
 */
export function readStoredAnswers(repository: Repository): StoredAnswers | undefined {
  const text = repository.files.text(STORED_PATH);
  if (text === undefined) return undefined;
  const none = (problem: string): StoredAnswers => ({
    answers: {},
    version: undefined,
    problems: [`${STORED_PATH} ${problem}`],
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return none(`is no JSON, so its answers are passed over: ${(error as Error).message}.`);
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success)
    return none(`holds no answers of this generator that can be read, so they are passed over.`);
  const own = parsed.data[KEY];
  if (own === undefined) return undefined;
  const answers: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const name of ANSWER_NAMES) {
    const value = own.answers[name];
    if (value === undefined || OF_THE_RUN.has(name)) continue;
    const checked = answersSchema.shape[name].safeParse(value);
    if (checked.success) answers[name] = checked.data;
    else
      problems.push(
        `${STORED_PATH} answers ${name} with ${JSON.stringify(value)}, which is none of its values, so it is passed over.`,
      );
  }
  return {
    answers: withoutShown(repository, answers as Partial<Answers>),
    version: own.version,
    problems,
  };
}

/** What these choose, the project itself shows from then on. */
const OF_THE_RUN: ReadonlySet<string> = new Set(['project', 'packageManager', 'productionModule']);

/** What the project itself shows by now is taken from there: somebody may have changed it since. */
function withoutShown(repository: Repository, answers: Partial<Answers>): Partial<Answers> {
  const { pythonVersion, settings, database, ...kept } = answers;
  return {
    ...kept,
    ...(pythonVersion === undefined || repository.pythonVersion.files.size > 0
      ? {}
      : { pythonVersion }),
    ...(settings === undefined || repository.djangoProject?.settingsArePackage ? {} : { settings }),
    ...(database === undefined || declaresDriver(repository.dependencies) ? {} : { database }),
  };
}

/**
 * The plan with the answers kept in the project's .yo-rc.json, whose other keys stay. A plan
 * without changes stays empty unless an answer changed, so that a newer version alone writes
 * nothing.
 */
export function keepAnswers(
  plan: Plan,
  repository: Repository,
  answers: Answers,
  stored: StoredAnswers | undefined,
  version: string,
): Plan {
  const kept = Object.fromEntries(
    Object.entries(answers).filter(([name]) => !OF_THE_RUN.has(name)),
  ) as Omit<Answers, 'project' | 'packageManager' | 'productionModule'>;
  const isSame =
    stored !== undefined &&
    Object.entries(stored.answers).every(
      ([name, value]) => kept[name as keyof typeof kept] === value,
    );
  if (plan.changes.length === 0 && (stored === undefined || isSame)) return plan;
  const before = repository.files.text(STORED_PATH);
  const because = 'a later version can show what it would change (dynoready init --update)';
  const result = setJsonValue(before ?? '{\n}\n', [KEY], { version, answers: kept });
  if (!result.ok) {
    const next = `Fix or delete the file so that the answers can be stored.`;
    return {
      ...plan,
      declined: [
        ...plan.declined,
        { entry: 'answers', path: STORED_PATH, because: result.because, next },
      ],
    };
  }
  if (result.edits.length === 0) return plan;
  const after = applyEdits(before ?? '{\n}\n', result.edits);
  const change = {
    path: STORED_PATH,
    after,
    entry: 'answers',
    entries: ['answers'],
    because,
  } as const;
  return {
    ...plan,
    changes: [
      ...plan.changes,
      before === undefined ? { kind: 'create', ...change } : { kind: 'edit', before, ...change },
    ],
  };
}
