import { FEATURES } from '../../facts/features.ts';
import { GRAPHQL_FLAGS } from '../graphql/graphql-flags.ts';
import { ANSWER_FIELDS, type AnswerField } from './answers.ts';

/** The headings of `dynoready init --help` and `yo dynoready --help`, in this order. */
export type FlagGroup = 'Run' | 'Project' | 'What to add' | 'GraphQL';

/** A flag of `dynoready init` and `yo dynoready`, for either library that declares flags. */
export interface Flag {
  /** Without dashes. */
  readonly name: string;
  readonly group: FlagGroup;
  /** A phrase in lower case without a full stop. */
  readonly description: string;
  /** `switch` takes no value. */
  readonly kind: AnswerField['kind'];
  /** The placeholder of its value; undefined for a switch. */
  readonly placeholder: string | undefined;
  /** What it accepts, where that is a list. */
  readonly values?: readonly string[];
}

/** The flag with its placeholder, such as `--new <name>`. */
export function termOf({ name, placeholder }: Flag): string {
  return placeholder === undefined ? `--${name}` : `--${name} <${placeholder}>`;
}

/** Its description with what it accepts, where that is a list. */
export function describeFlag({ description, values }: Flag): string {
  return values === undefined ? description : `${description}: ${values.join(', ')}`;
}

/** Flags that steer a run. */
const RUN_FLAGS: readonly Omit<Flag, 'group'>[] = [
  {
    name: 'yes',
    description: 'use the default for every question and write without asking',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'dry-run',
    description: 'show the plan and its diff without writing anything',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'undo',
    description: 'revert the last write, if no file was edited since',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'update',
    description:
      'ask nothing, use the answers kept in .yo-rc.json, and show what this version would change',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'lock',
    description: 'regenerate stale lock files with the version of the tool that Heroku uses',
    kind: 'switch',
    placeholder: undefined,
  },
  {
    name: 'new',
    description: 'create a new Django project in a folder of this name, ready for production',
    kind: 'text',
    placeholder: 'name',
  },
  {
    name: 'only',
    description: 'work on these features alone, separated by commas',
    kind: 'text',
    placeholder: 'features',
    values: FEATURES,
  },
  { name: 'skip', description: 'leave these features out', kind: 'text', placeholder: 'features' },
];

/** Every flag of the generator: those that steer the run, then one for each answer. */
export const FLAGS: readonly Flag[] = [
  ...RUN_FLAGS.map((flag): Flag => ({ ...flag, group: 'Run' })),
  ...ANSWER_FIELDS.map(
    ({ flag, description, kind, placeholder, values, isOptionalFeature }): Flag => ({
      name: flag,
      group: isOptionalFeature ? 'What to add' : 'Project',
      description,
      kind,
      placeholder:
        kind === 'switch' ? undefined : (placeholder ?? (values === undefined ? 'text' : 'choice')),
      ...(values === undefined ? {} : { values }),
    }),
  ),
  {
    name: 'graphql',
    group: 'GraphQL',
    description: 'add a guarded GraphQL API, and nothing else',
    kind: 'switch',
    placeholder: undefined,
  },
  ...GRAPHQL_FLAGS.map((flag): Flag => ({ ...flag, group: 'GraphQL', kind: 'text' })),
];
