import Generator from 'yeoman-generator';
import { stateFolder } from '../../src/edits/state-folder.ts';
import { renderUsageError, UsageError } from '../../src/facts/usage-error.ts';
import { findInterpreters } from '../../src/machine/interpreters.ts';
import { packageVersion } from '../../src/machine/package-version.ts';
import { type Question, ticked } from '../../src/scaffold/answers/questions.ts';
import type { ScaffoldUi } from '../../src/scaffold/flow/scaffold-ui.ts';
import { GRAPHQL_FLAGS } from '../../src/scaffold/graphql/graphql-flags.ts';
import { runGraphql } from '../../src/scaffold/graphql/run-graphql.ts';

const SWITCHES = {
  'dry-run': 'show the plan and its diff, write nothing',
  yes: 'ask nothing',
  lock: 'regenerate stale lock files with the version of the tool that Heroku uses',
};

/**
 * `yo dynoready:graphql`: a guarded GraphQL API beside what the Django project in this folder has.
 * Writes all of it or nothing.
 */
export default class GraphqlGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    // A Django project has no package.json to install from, so nothing shall be said of one.
    super(args, options, { ...features, tasksMatchingPriority: true, customInstallTask: true });
    this.description =
      'Adds a GraphQL API with its guards on to the Django project in this folder.';
    for (const { name, description } of GRAPHQL_FLAGS)
      this.option(name, { type: String, description });
    for (const [name, description] of Object.entries(SWITCHES))
      this.option(name, { type: Boolean, description });
    this.option('project', { type: String, description: 'folder of the Django project' });
  }

  async writing(): Promise<void> {
    const given = this.options as unknown as Readonly<Record<string, unknown>>;
    const options = { ...given, dryRun: given['dry-run'] ?? given.dryRun };
    const leaving = new AbortController();
    const ui: ScaffoldUi = {
      ask:
        process.stdin.isTTY && process.stdout.isTTY
          ? (question) => this.askOne(question)
          : undefined,
      say: (text) => void process.stderr.write(text),
      print: (text) => void process.stdout.write(text),
      style: { color: Boolean(process.stderr.isTTY), columns: process.stderr.columns ?? 80 },
      pythonLines: async () => [...new Set((await findInterpreters()).map(({ line }) => line))],
      stateFolder: stateFolder(process.env),
      version: packageVersion(),
      env: process.env,
      signal: leaving.signal,
    };
    try {
      await runGraphql(this.destinationRoot(), options, ui);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(renderUsageError(error));
      process.exitCode = 2;
    }
  }

  async askOne({ kind, message, choices, default: initial }: Question): Promise<unknown> {
    const name = 'answer';
    const lines = choices ?? [];
    const question =
      kind === 'switch'
        ? { type: 'confirm' as const, name, message, default: Boolean(initial) }
        : kind === 'choices'
          ? { type: 'checkbox' as const, name, message, choices: ticked(lines, initial) }
          : { type: 'select' as const, name, message, default: initial, choices: [...lines] };
    return (await this.prompt([question as Parameters<typeof this.prompt>[0] & object] as never))[
      name
    ];
  }
}
