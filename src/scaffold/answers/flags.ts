import { FEATURES } from '../../facts/features.ts';
import { ANSWER_FIELDS, type AnswerField } from './answers.ts';

/** A flag of `dynoready init` and `yo dynoready`, for either library that declares flags. */
export interface Flag {
  /** Without dashes. */
  readonly name: string;
  readonly description: string;
  /** `switch` takes no value. */
  readonly kind: AnswerField['kind'];
  /** The placeholder of its value; undefined for a switch. */
  readonly placeholder: string | undefined;
}

/** Every flag of the generator: one for each answer, then those that steer the run. */
export const FLAGS: readonly Flag[] = [
  ...ANSWER_FIELDS.map(({ flag, description, kind, placeholder, values }) => ({
    name: flag,
    description,
    kind,
    placeholder: kind === 'switch' ? undefined : (values?.join('|') ?? placeholder ?? 'text'),
  })),
  {
    name: 'yes',
    description: 'take the default for every question and write without asking',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'update',
    description:
      'ask nothing: take the answers kept in .yo-rc.json, and show what this version would change now',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'lock',
    description: "make a lock file that went stale again, with the tool's version on Heroku",
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'new',
    description: 'make a new Django project in a folder of this name, ready for production',
    kind: 'text',
    placeholder: 'name',
  },
  {
    name: 'dry-run',
    description: 'show the plan and its diff, write nothing',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'undo',
    description: 'take the last write back, if no file was edited since',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'only',
    description: `work on these entries alone: ${FEATURES.join(', ')}`,
    kind: 'text',
    placeholder: 'a,b',
  },
  { name: 'skip', description: 'leave these entries out', kind: 'text', placeholder: 'a,b' },
];
