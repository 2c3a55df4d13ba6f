import { homedir } from 'node:os';
import { join } from 'node:path';
import Generator from 'yeoman-generator';
import { z } from 'zod';
import { writeChanges } from '../../src/edits/write.ts';
import { UsageError } from '../../src/facts/usage-error.ts';
import { readProject } from '../../src/project/read.ts';
import { renderTemplate } from '../../src/scaffold/templates.ts';
import { planGraphql } from './plan-graphql.ts';
import { renderGraphqlPlan } from './render-graphql-plan.ts';

const optionsSchema = z.object({ models: z.string().optional(), dryRun: z.boolean().optional() });

/** `yo dynoready:graphql`: a guarded GraphQL API beside what the Django project in this folder has. Writes all of it or nothing. */
export default class GraphqlGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    // A Django project has no package.json to install from, so nothing shall be said of one.
    super(args, options, { ...features, tasksMatchingPriority: true, customInstallTask: true });
    this.description = 'Adds a GraphQL API with its guards on to the Django project in this folder.';
    this.option('models', { type: String, description: 'models to expose, as app.Model,app.Model' });
    this.option('dry-run', { type: Boolean, description: 'show the plan, write nothing' });
  }

  async writing(): Promise<void> {
    const given = this.options as unknown as Readonly<Record<string, unknown>>;
    const options = optionsSchema.parse({ models: given.models, dryRun: given['dry-run'] ?? given.dryRun });
    const models = (options.models ?? '').split(',').flatMap((name) => name.trim() || []);
    try {
      const project = await readProject(this.destinationRoot());
      const plan = planGraphql(project, models, renderTemplate);
      if (options.dryRun !== true && plan.changes.length > 0) {
        const stateFolder = join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'dynoready');
        writeChanges(project.root, plan.changes, { encodingOf: (path) => project.files.encoding(path), stateFolder });
      }
      process.stderr.write(renderGraphqlPlan(plan, options.dryRun === true));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const parts = [error.message, error.evidence.map((line) => `  ${line}`).join('\n'), error.next.join('\n')];
      process.stderr.write(`${parts.filter(Boolean).join('\n\n')}\n`);
      process.exitCode = 2;
    }
  }
}
