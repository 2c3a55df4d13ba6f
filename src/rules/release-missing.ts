import { defineRule } from '../check/rule.ts';
import { addProcess } from '../edits/procfile.ts';
import { managementCommand, processCalls } from '../queries/processes/process-commands.ts';
import { stringsOf } from '../queries/settings/production-settings.ts';

/** Apps of Django itself that bring tables. */
const WITH_TABLES =
  /^django\.contrib\.(admin|auth|contenttypes|flatpages|redirects|sessions|sites)\b/;

export default defineRule<{ manage: string; image: boolean }>({
  id: 'release-missing',
  group: 'release',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Release Phase": specifying release phase tasks',
    url: 'https://devcenter.heroku.com/articles/release-phase#specifying-release-phase-tasks',
  },
  docs: 'No process type applies migrations during a release.',
  initFeature: 'procfile',
  example: { manage: 'manage.py', image: false },
  *check(repository) {
    const { procfile, djangoProject } = repository;
    if (
      procfile === undefined ||
      djangoProject === undefined ||
      procfile.processTypes.has('release')
    )
      return;
    if (processCalls(repository, 'web').some((call) => managementCommand(call)?.text === 'migrate'))
      return;
    if (/\bmigrate\b/.test(repository.files.text('bin/post_compile') ?? '')) return;
    const apps = stringsOf(repository, 'INSTALLED_APPS') ?? [];
    if (djangoProject.appFolders.length === 0 && !apps.some((app) => WITH_TABLES.test(app))) return;
    if (repository.herokuYml !== undefined) {
      yield {
        at: { file: 'heroku.yml', start: 0, end: 0 },
        facts: { manage: djangoProject.managePath, image: true },
      };
      return;
    }
    const edit = addProcess(
      repository.files.text('Procfile'),
      'release',
      `python ${djangoProject.managePath} migrate --no-input`,
    );
    yield {
      at: { file: 'Procfile', start: 0, end: 0 },
      facts: { manage: djangoProject.managePath, image: false },
      ...(edit.ok
        ? {
            fix: {
              title: 'Add a release line',
              safety: 'unsafe' as const,
              edits: edit.edits.map((one) => ({ ...one, file: 'Procfile' })),
            },
          }
        : { declined: edit.because }),
    };
  },
  message: ({ manage, image }) => ({
    what: image
      ? 'heroku.yml has no `release` section, and the project has tables.'
      : 'The Procfile has no `release` process type, and the project has tables.',
    why: 'Nothing applies the migrations of a deploy, so the new code runs on the old tables and fails with "relation does not exist".',
    next: image
      ? `Add this section to heroku.yml. It runs once per release; if it fails, the old release keeps serving:\n  release:\n    image: web\n    command:\n      - python ${manage} migrate --no-input`
      : `Add this line to the Procfile. It runs once per release; if it fails, the old release keeps serving:\n  release: python ${manage} migrate --no-input`,
  }),
});
