import { defineRule } from '../check/rule.ts';
import type { PackageManagerId } from '../project/dependencies.ts';
import { staleLock } from '../queries/packages/stale-lock.ts';

const LOCK_COMMANDS: Readonly<Record<Exclude<PackageManagerId, 'pip'>, string>> = {
  pipenv: 'pipenv lock && git add Pipfile Pipfile.lock',
  poetry: 'poetry lock && git add pyproject.toml poetry.lock',
  uv: 'uv lock && git add pyproject.toml uv.lock',
};

export default defineRule<{ evidence: string; manager: Exclude<PackageManagerId, 'pip'> }>({
  id: 'lock-stale',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Heroku Python Support"',
    url: 'https://devcenter.heroku.com/articles/python-support',
  },
  leadsTo: [
    'install-dependencies::pipenv',
    'install-dependencies::poetry',
    'install-dependencies::uv',
  ],
  docs: 'The lock file was made for other dependencies than the ones declared now.',
  example: {
    evidence: 'uv.lock does not know gunicorn>=27,<28, which pyproject.toml depends on',
    manager: 'uv',
  },
  *check({ dependencies, files }) {
    const [first, second] = dependencies.managers;
    // With two managers the build stops before it looks into either.
    if (first === undefined || second !== undefined || first.id === 'pip') return;
    const evidence = staleLock(files, first.id);
    if (evidence !== undefined)
      yield {
        at: { file: first.lockfile, start: 0, end: 0 },
        facts: { evidence, manager: first.id },
      };
  },
  message: ({ evidence, manager }) => ({
    what: `${evidence}.`,
    why: `The build installs exactly what the lock file says and refuses a stale one. It stops with \`install-dependencies::${manager}\`.`,
    next: `Regenerate the lock file and commit it:\n  ${LOCK_COMMANDS[manager]}`,
  }),
});
