import { defineRule } from '../check/rule.ts';
import { findPythonLine } from '../facts/python-lines.ts';
import { buildPython, excludingRequirement } from '../queries/python-version/python-versions.ts';

export default defineRule<{ wanted: string; line: string; file: string }>({
  id: 'requires-python-mismatch',
  group: 'python-version',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Python Packaging User Guide, "pyproject.toml specification": requires-python',
    url: 'https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python',
  },
  leadsTo: ['install-dependencies::uv'],
  docs: 'With uv: the requested Python is one that `requires-python` excludes.',
  example: { wanted: '>=3.13', line: '3.12', file: '.python-version' },
  *check(repository) {
    if (repository.dependencies.managers[0]?.id !== 'uv') return;
    const python = buildPython(repository);
    const version =
      python?.patch === undefined
        ? findPythonLine(python?.line ?? '')?.latestPatch.classic
        : `${python.line}.${python.patch}`;
    const wanted =
      version === undefined ? undefined : excludingRequirement(repository.files, version);
    if (python !== undefined && wanted !== undefined)
      yield { at: python.at, facts: { wanted, line: python.text, file: python.at.file } };
  },
  message: ({ wanted, line, file }) => ({
    what: `${file} asks for Python ${line}, and pyproject.toml requires ${wanted}.`,
    why: 'uv refuses to install into a Python that the project excludes, and the build stops with `install-dependencies::uv`.',
    next: `Write into ${file} a line that ${wanted} allows, or change requires-python and regenerate the lock file:\n  uv lock`,
  }),
});
