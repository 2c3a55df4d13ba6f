import { defineRule } from '../check/rule.ts';

export default defineRule<{ present: readonly string[] }>({
  id: 'package-manager-missing',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Heroku Python Support": package managers',
  foretells: ['detect', 'package-manager::none-found', 'package-manager::setup-py-only'],
  docs: 'The root has none of the files that tell the build how to install dependencies.',
  mendedBy: 'dependencies',
  example: { present: ['pyproject.toml'] },
  *check(project) {
    const { files, dependencies } = project;
    // A Pipfile without its lock has a finding of its own.
    if (dependencies.managers.length > 0 || files.has('Pipfile') || files.has('heroku.yml')) return;
    if (!files.paths.some((path) => /(^|\/)manage\.py$/.test(path))) return;
    yield { at: undefined, facts: { present: ['pyproject.toml', 'setup.py', 'pdm.lock'].filter((path) => files.has(path)) } };
  },
  advise: ({ present }) => ({
    what: `The root has no requirements.txt, uv.lock, poetry.lock or Pipfile.lock${present.length === 0 ? '' : `, only ${present.join(' and ')}`}.`,
    why: `The build does not know what to install and stops with \`package-manager::${present.includes('setup.py') ? 'setup-py-only' : 'none-found'}\`.`,
    next: 'Run `dynoready init --only dependencies`, or list what production imports in requirements.txt:\n  Django>=6.1,<6.2\n  gunicorn>=27,<28',
  }),
});
