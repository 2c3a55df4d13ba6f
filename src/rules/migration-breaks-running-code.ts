import { defineRule } from '../check/rule.ts';
import { type MigrationOperation, newestMigrations } from '../queries/apps/migrations.ts';

interface Facts {
  readonly operation: string;
  /** What goes away, such as `the column Order.note`. */
  readonly subject: string;
  readonly renamed: boolean;
}

export default defineRule<Facts>({
  id: 'migration-breaks-running-code',
  group: 'release',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Release Phase": design considerations',
    url: 'https://devcenter.heroku.com/articles/release-phase#design-considerations',
  },
  docs: 'The newest migration of an app drops or renames a column or table that the running code still uses.',
  example: { operation: 'RemoveField', subject: 'the column of Order.note', renamed: false },
  *check(repository) {
    const { procfile } = repository;
    // Only a release phase migrates while the former dynos still answer.
    if (
      procfile === undefined ||
      !/\bmigrate\b/.test(procfile.processTypes.get('release')?.command ?? '')
    )
      return;
    for (const { isInitial, operations } of newestMigrations(repository)) {
      if (isInitial) continue;
      for (const operation of operations) {
        const subject = subjectOf(operation, operations);
        if (subject !== undefined)
          yield {
            at: operation.at,
            facts: {
              operation: operation.name,
              subject,
              renamed: operation.name.startsWith('Rename'),
            },
          };
      }
    }
  },
  message: ({ operation, subject, renamed }) => ({
    what: `${operation} takes away ${subject} while the code of the last deployment still runs.`,
    why: 'The release migrates first, and the dynos restart afterwards. Until then, and again after a rollback, each query that names it fails with 500.',
    next: renamed
      ? 'Where that minute matters, add the new one and copy, deploy, then remove the old one in a later deployment. When this migration is applied already, nothing is left to do.'
      : 'If that minute matters, first deploy code that no longer uses it, then deploy this migration. If it is already applied, there is nothing to do.',
  }),
});

function subjectOf(
  { name, texts }: MigrationOperation,
  all: readonly MigrationOperation[],
): string | undefined {
  const first = texts.model_name ?? texts['0'];
  const second = texts.name ?? texts.old_name ?? texts['1'];
  // What the same migration makes was never read by anyone.
  const isNew = (model: string | undefined): boolean =>
    all.some(
      (one) =>
        one.name === 'CreateModel' &&
        (one.texts.name ?? one.texts['0'])?.toLowerCase() === model?.toLowerCase(),
    );
  switch (name) {
    case 'RemoveField':
    case 'RenameField':
      return first === undefined || second === undefined || isNew(first)
        ? undefined
        : `the column of ${first}.${second}`;
    case 'DeleteModel':
    case 'RenameModel': {
      const model = texts.name ?? texts.old_name ?? texts['0'];
      return model === undefined || isNew(model) ? undefined : `the table of ${model}`;
    }
    default:
      return undefined;
  }
}
