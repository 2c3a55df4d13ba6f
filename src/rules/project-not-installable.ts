import { defineRule, fixFrom } from '../check/rule.ts';
import { setTomlValue } from '../edits/toml.ts';
import { type UninstallableRoot, uninstallableRoot } from '../queries/packages/root-package.ts';

type Facts = Pick<UninstallableRoot, 'manager' | 'name' | 'reason'>;

export default defineRule<Facts>({
  id: 'project-not-installable',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Poetry documentation, "Basic usage": operating modes',
    url: 'https://python-poetry.org/docs/basic-usage/#operating-modes',
  },
  leadsTo: ['install-dependencies::poetry', 'install-dependencies::uv'],
  docs: 'Poetry or uv installs the repository itself as a package, which it is not.',
  example: {
    manager: 'poetry',
    name: 'notes-site',
    reason: { kind: 'package-missing', expected: 'notes_site' },
  },
  *check(repository) {
    const found = uninstallableRoot(repository);
    if (found === undefined) return;
    const { manager, name, reason, at } = found;
    const text = repository.files.text(at.file) ?? '';
    const key = manager === 'poetry' ? 'package-mode' : 'package';
    const result = setTomlValue(text, ['tool', manager, key], { toml: 'false' });
    yield {
      at,
      facts: { manager, name, reason },
      ...fixFrom(`Write ${key} = false`, 'unsafe', at.file, result),
    };
  },
  message: ({ manager, name, reason }) => ({
    what: `${manager === 'poetry' ? 'Poetry' : 'uv'} installs the repository itself as ${name === '' ? 'a package' : `the package \`${name}\``}, and ${what(reason)}.`,
    why: `The build stops with \`install-dependencies::${manager}\`: ${symptom(manager, name, reason)}.`,
    next:
      manager === 'poetry'
        ? 'A Django project runs from its folder and does not have to be a package. Write this into pyproject.toml:\n  [tool.poetry]\n  package-mode = false'
        : 'A Django project is run from its folder and needs no package of itself. Write this into pyproject.toml, and regenerate the lock file:\n  [tool.uv]\n  package = false\n  uv lock',
  }),
});

function what(reason: Facts['reason']): string {
  switch (reason.kind) {
    case 'name-missing':
      return 'pyproject.toml gives it no name';
    case 'package-missing':
      return `there is no folder or module \`${reason.expected}\``;
    case 'several-packages':
      return `it has several top-level folders (${reason.folders.join(', ')})`;
    case 'readme-missing':
      return `its readme \`${reason.readme}\` is not in git`;
  }
}

function symptom(manager: Facts['manager'], name: string, reason: Facts['reason']): string {
  switch (reason.kind) {
    case 'name-missing':
      return '"Either [project.name] or [tool.poetry.name] is required in package mode"';
    case 'package-missing':
      return manager === 'poetry'
        ? `"The current project could not be installed: No file/folder found for package ${name}"`
        : `"Failed to build \`${name}\`", since the build backend finds nothing to put into it`;
    case 'several-packages':
      return '"Multiple top-level packages discovered in a flat-layout"';
    case 'readme-missing':
      return 'the package cannot be built without it';
  }
}
