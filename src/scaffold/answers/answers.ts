import { z } from 'zod';
import { FEATURES, type Feature } from '../../facts/features.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { type FieldWords, words } from './answer-words.ts';
import { extrasShape } from './optional-features.ts';

/**
 * Everything that can be asked or given as a flag; flags, `--help` and prompts of
 * `dynoready init` and `yo dynoready` are made from this schema alone.
 */
export const answersSchema = z.object({
  project: z.string().meta(
    words({
      description: 'folder of the manage.py to work on, if there are several (. for the root)',
      question: 'Which Django project?',
      placeholder: 'folder',
    }),
  ),
  productionModule: z
    .string()
    .regex(/^[A-Za-z_]\w*(\.\w+)*$/, 'the dotted name of a module, such as mysite.settings.heroku')
    .optional()
    .meta(
      words({
        description: 'the settings module for production, where the project does not tell which',
        question: 'Which settings module is for production?',
        placeholder: 'module',
      }),
    ),
  settings: z.enum(['split', 'single']).meta(
    words({
      description:
        'a settings package (base, local, heroku), or one file that branches on the environment',
      question: 'How should the settings be organised?',
      choices: {
        split: 'base.py shared, local.py for development, heroku.py for production',
        single: 'one file that checks the environment it runs in',
      },
    }),
  ),
  environment: z.enum(['plain', 'environ', 'decouple', 'environs']).meta(
    words({
      description:
        'how to read config vars, by default as the settings already do: os.environ or a library',
      question: 'How should the settings read config vars?',
      choices: {
        plain: 'os.environ, no extra package',
        environ: 'django-environ, env("NAME")',
        decouple: 'python-decouple, config("NAME")',
        environs: 'environs, env("NAME")',
      },
    }),
  ),
  database: z.enum(['psycopg', 'psycopg2']).meta(
    words({
      description: 'the PostgreSQL driver to declare',
      question: 'Which PostgreSQL driver?',
      choices: {
        psycopg: 'psycopg 3, which Django recommends',
        psycopg2: 'psycopg2, if the code already imports it',
      },
    }),
  ),
  packageManager: z
    .enum(['pip', 'uv', 'poetry', 'pipenv'])
    .optional()
    .meta(
      words({
        description:
          'the package manager to keep if the root has files of several, or to use in a new project',
        question:
          'Which package manager do you want to keep? The build accepts one; the lock files of the others are deleted.',
      }),
    ),
  pythonVersionFile: z.enum(['.python-version', 'runtime.txt']).meta(
    words({
      description: 'the file that names the Python version (runtime.txt is deprecated by Heroku)',
    }),
  ),
  pythonVersion: z
    .string()
    .regex(/^3\.\d+$/, 'a line such as 3.13, without a patch number')
    .meta(
      words({
        description: 'the Python version of the app, without a patch number',
        question: 'Which Python version?',
        placeholder: '3.N',
      }),
    ),
  hstsSeconds: z.coerce
    .number()
    .int()
    .min(1, 'a number of seconds, at least 1')
    .max(63_072_000, 'at most two years (63072000)')
    .meta(
      words({
        description: 'how long browsers must use HTTPS, to start with (HSTS)',
        placeholder: 'seconds',
      }),
    ),
  appName: z
    .string()
    .min(1)
    .max(300)
    .meta(
      words({
        description: 'name in app.json',
        question: 'What is the app called?',
        placeholder: 'name',
      }),
    ),
  ...extrasShape,
});

/** What the plan is made from. */
export type Answers = z.output<typeof answersSchema>;
export type AnswerName = keyof Answers;
export const ANSWER_NAMES = Object.keys(answersSchema.shape) as readonly AnswerName[];

/**
 * A field of the schema as both commands show it. `flag` is without dashes; `choices` is undefined for
 * free text, numbers and switches.
 */
export interface AnswerField extends FieldWords {
  readonly name: AnswerName;
  readonly flag: string;
  readonly kind: 'choice' | 'text' | 'number' | 'switch';
  readonly values: readonly string[] | undefined;
  /** Whether it adds something that a deploy does not need, such as a cache. */
  readonly isOptionalFeature: boolean;
}

/** The fields in the order in which they are asked and listed. */
export const ANSWER_FIELDS: readonly AnswerField[] = ANSWER_NAMES.map((name) => {
  const field: z.ZodType = answersSchema.shape[name];
  const schema: unknown = field instanceof z.ZodOptional ? field.unwrap() : field;
  const kind =
    schema instanceof z.ZodEnum
      ? 'choice'
      : schema instanceof z.ZodBoolean
        ? 'switch'
        : schema instanceof z.ZodNumber
          ? 'number'
          : 'text';
  return {
    ...(field.meta() as unknown as FieldWords),
    name,
    flag: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    kind,
    values: schema instanceof z.ZodEnum ? schema.options.map(String) : undefined,
    isOptionalFeature: name in extrasShape,
  };
});

/**
 * The answers among command-line options (by name or by flag), checked. Options that are no answers
 * are passed over. Throws UsageError that names the flag, what was given and what it takes.
 */
export function parseGivenAnswers(options: Readonly<Record<string, unknown>>): Partial<Answers> {
  const given: Record<string, unknown> = {};
  for (const { name, flag, values } of ANSWER_FIELDS) {
    const value = options[name] ?? options[flag];
    if (value === undefined || value === null) continue;
    const parsed = answersSchema.shape[name].safeParse(value);
    if (!parsed.success) {
      const expected =
        values === undefined
          ? parsed.error.issues.map((issue) => issue.message).join('; ')
          : values.join(' or ');
      throw new UsageError(`--${flag} cannot be '${String(value)}'.`, {
        evidence: [`It takes: ${expected}.`],
      });
    }
    given[name] = parsed.data;
  }
  return given as Partial<Answers>;
}

/**
 * The entries a run works on: all, those of `--only`, or all but those of `--skip`; each a list
 * with commas. Throws UsageError for an unknown name.
 */
export function chosenFeatures(options: {
  readonly only?: unknown;
  readonly skip?: unknown;
}): ReadonlySet<Feature> {
  const only = entryList('only', options.only);
  const skip = entryList('skip', options.skip);
  if (only.length > 0 && skip.length > 0)
    throw new UsageError('--only and --skip exclude each other.', { next: ['Give one of them.'] });
  return new Set(
    FEATURES.filter((entry) => (only.length > 0 ? only.includes(entry) : !skip.includes(entry))),
  );
}

function entryList(flag: string, given: unknown): Feature[] {
  const names = (Array.isArray(given) ? given : [given ?? ''])
    .flatMap((one) => String(one).split(','))
    .map((one) => one.trim());
  return names.filter(Boolean).map((name) => {
    if ((FEATURES as readonly string[]).includes(name)) return name as Feature;
    throw new UsageError(`--${flag} does not know '${name}'.`, {
      evidence: [`It takes: ${FEATURES.join(', ')}.`],
    });
  });
}
