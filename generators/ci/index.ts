import { stateFolder } from '../../src/edits/state-folder.ts';
import { writeChanges } from '../../src/edits/write.ts';
import { renderUsageError, UsageError } from '../../src/facts/usage-error.ts';
import { readRepository } from '../../src/project/read.ts';
import { planFleetWorkflow } from '../../src/scaffold/fleet-workflow.ts';
import { renderTemplate } from '../../src/scaffold/plan/templates.ts';
import AppGenerator from '../app/index.ts';

/** Jobs of the matrix when nobody says how many. */
const SHARDS = '8';

/**
 * `yo dynoready:ci`: the GitHub workflow of the Django project in this folder, as `yo dynoready
 * --only ci` writes it. With `--fleet LIST`, a workflow that checks many repositories in shards.
 */
export default class CiGenerator extends AppGenerator {
  constructor(...parameters: ConstructorParameters<typeof AppGenerator>) {
    super(...parameters);
    this.description = 'Writes a GitHub workflow for this project, or for many repositories.';
    this.option('fleet', {
      type: String,
      description: 'a list of repositories to check every week',
    });
    this.option('shards', { type: String, description: 'jobs that share the list (default: 8)' });
  }

  /** The two options of its own; those of `yo dynoready` work too. */
  override optionsHelp(): string {
    return `
  --fleet LIST   check the repositories of this list every week
  --shards N     jobs that share the list (default: ${SHARDS})
  --dry-run      show what would be written, write nothing

Without --fleet it takes the options of yo dynoready.`;
  }

  override async writing(): Promise<void> {
    const { fleet, shards, ...options } = this.options as unknown as Record<string, unknown>;
    if (fleet === undefined) {
      Object.assign(this.options, { ...options, only: 'ci', ci: 'github' });
      await super.writing();
      return;
    }
    try {
      const repository = readRepository(this.destinationRoot());
      const choice = { list: String(fleet), shards: String(shards ?? SHARDS) };
      const changes = planFleetWorkflow(repository, choice, renderTemplate);
      const isDryRun = Boolean(options['dry-run'] ?? options.dryRun);
      if (!isDryRun)
        writeChanges(repository.root, changes, {
          encodingOf: (path) => repository.files.encoding(path),
          stateFolder: stateFolder(process.env),
        });
      const lines = changes.map(({ kind, path, because }) => `  ${kind}  ${path}  ${because}\n`);
      process.stderr.write(
        lines.length === 0
          ? 'Nothing to do: the workflow is already in place.\n'
          : `${isDryRun ? 'Would write' : 'Wrote'}:\n${lines.join('')}`,
      );
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(renderUsageError(error));
      process.exitCode = 2;
    }
  }
}
