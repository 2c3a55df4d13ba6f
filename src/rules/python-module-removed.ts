import { defineRule } from '../check/rule.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { defaultPythonLine } from '../facts/python-lines.ts';
import { REMOVED_FROM_PYTHON } from '../facts/removed-api.ts';
import type { Repository } from '../project/repository.ts';
import { loadedUses } from '../queries/apps/loaded-uses.ts';
import { oncePer } from '../queries/once-per.ts';
import { bringsSetuptools } from '../queries/packages/version-conflicts.ts';
import { buildPython } from '../queries/python-version/python-versions.ts';

interface Facts {
  readonly path: string;
  readonly file: string;
  readonly removedIn: string;
  readonly python: string;
  readonly instead: string;
  readonly broughtBackBy: string | undefined;
  readonly isAsked: boolean;
  readonly runsAtImport: boolean;
}

/** Packages that need setuptools at run time, so that it may be there although nothing says so. */
const BRINGS_SETUPTOOLS = ['torch', 'tensorboard', 'zope-interface', 'zope-event', 'gevent'];

export default defineRule<Facts>({
  id: 'python-module-removed',
  group: 'python-version',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'PEP 594, "Removing dead batteries from the standard library"',
    url: 'https://peps.python.org/pep-0594/',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'Code that the server loads uses a part of the standard library that the requested Python has removed.',
  example: {
    path: 'imghdr',
    file: 'pages/views.py',
    removedIn: '3.13',
    python: '3.13',
    instead: 'the package filetype or puremagic, or Pillow',
    broughtBackBy: 'standard-imghdr',
    isAsked: true,
    runsAtImport: true,
  },
  *check(repository) {
    const asked = buildPython(repository)?.line;
    const python = asked ?? defaultPythonLine();
    const table = REMOVED_FROM_PYTHON.filter(
      ({ removedIn, path, broughtBackBy }) =>
        compareCycles(removedIn, python) <= 0 &&
        !broughtBackBy?.some((name) => repository.dependencies.declares(name)) &&
        !(path === 'distutils' && bringsSetuptools(repository, 'distutils')) &&
        !isOwnModule(repository, path),
    );
    for (const { api, use } of loadedUses(repository, table)) {
      const mayBeBrought =
        api.path === 'distutils' &&
        BRINGS_SETUPTOOLS.some((name) => repository.dependencies.declares(name));
      yield {
        at: use.at,
        facts: {
          path: api.path,
          file: use.at.file,
          removedIn: api.removedIn,
          python,
          instead: api.instead,
          broughtBackBy: api.broughtBackBy?.[0],
          isAsked: asked !== undefined,
          runsAtImport: use.runsAtImport,
        },
        ...(asked === undefined || !use.runsAtImport || mayBeBrought
          ? { severity: 'warning' as const }
          : {}),
      };
    }
  },
  message: ({ path, file, removedIn, python, instead, broughtBackBy, isAsked, runsAtImport }) => ({
    what: `\`${file}\` uses \`${path}\`, which left Python in ${removedIn}.`,
    why: `${isAsked ? `The build uses Python ${python}` : `A new app without a version file gets Python ${python}`}, and ${runsAtImport ? 'the app stops when it loads this file' : 'this code fails when it is reached'}: ${errorOf(path)}.`,
    next: `Use ${instead} instead.${broughtBackBy === undefined ? '' : ` To keep the code as it is for now, declare:\n  ${broughtBackBy}`}`,
  }),
});

/** A module of the project\'s own with that name is what the import finds, or may find. */
function isOwnModule(repository: Repository, path: string): boolean {
  return ownNames(repository).has(path.split('.')[0] ?? path);
}

/** Every name that an import may find in the repository: its modules, packages and top folders. */
const ownNames = oncePer(
  ({ files }: Repository) =>
    new Set(
      files.paths.flatMap((path) => {
        const parts = path.split('/');
        const name = parts.pop() ?? '';
        const folder = name === '__init__.py' ? parts.at(-1) : undefined;
        return [parts[0], folder, name.endsWith('.py') ? name.slice(0, -3) : undefined];
      }),
    ),
);

function errorOf(path: string): string {
  const parts = path.split('.');
  const name = parts.pop() ?? path;
  return parts.length === 0
    ? `No module named '${name}'`
    : `\`${parts.join('.')}\` has no \`${name}\``;
}
