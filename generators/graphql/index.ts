import Generator from 'yeoman-generator';
import { z } from 'zod';
import { stateFolder } from '../../src/edits/state-folder.ts';
import { writeChanges } from '../../src/edits/write.ts';
import { renderUsageError, UsageError } from '../../src/facts/usage-error.ts';
import { readRepository } from '../../src/project/read.ts';
import { planGraphql } from '../../src/scaffold/graphql/plan-graphql.ts';
import { renderGraphqlPlan } from '../../src/scaffold/graphql/render-graphql-plan.ts';
import { renderTemplate } from '../../src/scaffold/plan/templates.ts';

const optionsSchema = z.object({ models: z.string().optional(), dryRun: z.boolean().optional() });

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
    this.option('models', {
      type: String,
      description: 'models to expose, as app.Model,app.Model',
    });
    this.option('dry-run', { type: Boolean, description: 'show the plan, write nothing' });
  }

  async writing(): Promise<void> {
    const given = this.options as unknown as Readonly<Record<string, unknown>>;
    const options = optionsSchema.parse({
      models: given.models,
      dryRun: given['dry-run'] ?? given.dryRun,
    });
    const models = (options.models ?? '').split(',').flatMap((name) => name.trim() || []);
    try {
      const repository = await readRepository(this.destinationRoot());
      const plan = planGraphql(repository, models, renderTemplate);
      if (options.dryRun !== true && plan.changes.length > 0) {
        writeChanges(repository.root, plan.changes, {
          encodingOf: (path) => repository.files.encoding(path),
          stateFolder: stateFolder(process.env),
        });
      }
      process.stderr.write(renderGraphqlPlan(plan, options.dryRun === true));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(renderUsageError(error));
      process.exitCode = 2;
    }
  }
}
