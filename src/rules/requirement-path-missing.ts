import { defineRule } from '../check/rule.ts';
import { type MissingPath, missingPaths } from '../queries/packages/missing-paths.ts';

type Facts = Pick<MissingPath, 'path' | 'where' | 'kind'> & { readonly manager: string };

export default defineRule<Facts>({
  id: 'requirement-path-missing',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'pip documentation, "Local project installs"',
    url: 'https://pip.pypa.io/en/stable/topics/local-project-installs/',
  },
  leadsTo: [
    'install-dependencies::pip',
    'install-dependencies::uv',
    'install-dependencies::poetry',
  ],
  docs: 'A requirement or an included file is a path that git does not push.',
  example: {
    path: 'file:///home/ann/wheels/helpers.whl',
    where: 'outside',
    kind: 'package',
    manager: 'pip',
  },
  *check(repository) {
    const manager = repository.dependencies.managers[0]?.id;
    if (manager === undefined) return;
    for (const { path, at, where, kind } of missingPaths(repository))
      yield { at, facts: { path, where, kind, manager } };
  },
  message: ({ path, where, kind, manager }) => ({
    what:
      where === 'outside'
        ? `\`${path}\` is outside the repository.`
        : where === 'absent'
          ? `\`${path}\` is not among the files that git pushes.`
          : `\`${path}\` holds no pyproject.toml and no setup.py.`,
    why: `The build only has the files that git pushes, and stops with \`install-dependencies::${manager}\`: ${kind === 'list' ? 'the list cannot be opened' : 'the package cannot be installed'}.`,
    next: nextStep({ path, where, kind }),
  }),
});

function nextStep({ path, where, kind }: Pick<Facts, 'path' | 'where' | 'kind'>): string {
  if (kind === 'list')
    return where === 'outside'
      ? 'Move the list into the repository and name it there, or remove the line.'
      : `Add the list to git, or take the line out:\n  git add -f ${path}`;
  if (where === 'no-package')
    return 'Name the folder that holds the package, or give it a pyproject.toml.';
  if (where === 'absent')
    return `Add it to git, or require a released version instead:\n  git add -f ${path}`;
  return path.startsWith('/')
    ? 'Require a released version in its place: `name==version`. Such lines come from `pip freeze` where a package was built on the machine; `pip list --format=freeze` writes the versions.'
    : 'Move it into the repository, or require a released version instead.';
}
