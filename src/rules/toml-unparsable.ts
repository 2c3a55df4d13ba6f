import { defineRule } from '../check/rule.ts';
import type { PackageManagerId } from '../project/dependencies.ts';

/** The package managers that read each file in a build, though they install from a lock. */
const READERS: Readonly<Record<string, readonly PackageManagerId[]>> = {
  'pyproject.toml': ['uv', 'poetry'],
  Pipfile: ['pipenv'],
};

export default defineRule<{ file: string; message: string; manager: PackageManagerId | undefined }>(
  {
    id: 'toml-unparsable',
    group: 'dependencies',
    severity: 'error',
    since: '0.1.0',
    source: { title: 'TOML specification, version 1.0.0', url: 'https://toml.io/en/v1.0.0' },
    leadsTo: [
      'install-dependencies::pipenv',
      'install-dependencies::poetry',
      'install-dependencies::uv',
    ],
    docs: 'pyproject.toml or the Pipfile is not TOML. A warning where the build does not read it.',
    example: { file: 'pyproject.toml', message: 'missing equals sign', manager: 'uv' },
    *check({ broken, dependencies }) {
      for (const { at, what } of broken) {
        const readers = READERS[at.file];
        if (readers === undefined) continue;
        const manager =
          dependencies.managers.length === 1
            ? dependencies.managers.find(({ id }) => readers.includes(id))?.id
            : undefined;
        const facts = { file: at.file, message: what.replace(/^It is not TOML: /, ''), manager };
        yield { at, facts, ...(manager === undefined ? { severity: 'warning' as const } : {}) };
      }
    },
    message: ({ file, message, manager }) => ({
      what: `${file} is not TOML: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}.`,
      why:
        manager === undefined
          ? 'Tools that read it stop at this line, and what it declares and configures does not count.'
          : `The build installs with ${manager}, which reads this file first, and stops with \`install-dependencies::${manager}\`.`,
      next: `Fix the line. This command shows the same error:\n  python -c "import tomllib; tomllib.load(open('${file}', 'rb'))"`,
    }),
  },
);
