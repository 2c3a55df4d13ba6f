import { expect, test } from 'vitest';
import { nextSteps } from '../../../src/scaffold/flow/next-steps.ts';
import type { Plan } from '../../../src/scaffold/plan/plan.ts';

const created = (path: string): Plan['changes'][number] => ({
  kind: 'create',
  path,
  after: '',
  because: '',
  entry: 'procfile',
  entries: [],
});
const about = { appName: 'my-site', hasApp: false, isRepository: true, renewed: [] };

test('steps are in order, lines that a shell takes, and end with the first page', () => {
  const plan: Plan = {
    changes: [created('Procfile'), created('.env.example')],
    declined: [],
    next: [
      'uv lock    (updates uv.lock; the build rejects a stale lock file)',
      'Production has no mail server now. If the app sends mail, run: dynoready init --email smtp',
      'heroku config:set DJANGO_SETTINGS_MODULE=mysite.settings.heroku',
      'heroku config:set AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=...',
      'heroku addons:create heroku-postgresql:essential-0',
      'heroku ps:scale worker=1    (after the first push)',
    ],
  };
  expect(nextSteps({ ...about, plan })).toBe(`
Next:
  uv lock  # updates uv.lock; the build rejects a stale lock file
  # Production has no mail server now. If the app sends mail, run: dynoready init --email smtp
  uv sync
  git add --all && git commit -m "Make it ready for Heroku"
  dynoready check       # finds what is left, without running anything
  cp .env.example .env  # then fill in the values in .env
  dynoready rehearse --env-file .env   # builds, releases, boots and probes it here
  dynoready platform    # is a Heroku on this machine, to try a first push on

Then, on Heroku:
  heroku create my-site  # the name becomes part of the address; another one if it is taken
  heroku config:set DJANGO_SETTINGS_MODULE=mysite.settings.heroku
  heroku config:set AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=...
  heroku addons:create heroku-postgresql:essential-0
  git push heroku HEAD:main
  heroku ps:scale worker=1
  heroku open
`);
});

test('an app that git knows is not created again, and a plan that is no deploy says nothing of Heroku', () => {
  const deploy: Plan = { changes: [created('Procfile')], declined: [], next: [] };
  expect(nextSteps({ ...about, plan: deploy, hasApp: true })).toContain(
    '\nThen, on Heroku:\n  git push heroku HEAD:main\n  heroku open\n',
  );
  const ignore: Plan = { changes: [created('.gitignore')], declined: [], next: [] };
  expect(nextSteps({ ...about, plan: ignore })).not.toContain('Heroku:');
});

test('a lock that was made anew is followed by the environment that it describes', () => {
  const plan: Plan = { changes: [created('pyproject.toml')], declined: [], next: [] };
  expect(nextSteps({ ...about, plan, renewed: ['uv'] })).toContain('\n  uv sync\n');
});
