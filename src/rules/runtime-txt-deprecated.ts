import { defineRule } from '../check/rule.ts';
import { defaultPythonLine, mayBuildPython } from '../facts/python-lines.ts';
import { requestedPython, suitedPython } from '../queries/python-version/python-versions.ts';

export default defineRule<{ withUv: boolean; line: string | undefined; ended: boolean }>({
  id: 'runtime-txt-deprecated',
  group: 'python-version',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/python_version.sh: runtime.txt is deprecated',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/python_version.sh#L539-L652',
  },
  leadsTo: ['runtime-txt-deprecated', 'runtime-txt::not-supported'],
  docs: 'The Python version is in runtime.txt.',
  initFeature: 'python-version',
  example: { withUv: false, line: '3.13', ended: false },
  *check(repository) {
    const { files } = repository.pythonVersion;
    // Beside a .python-version it does worse, which has a finding of its own.
    if (!files.has('runtime.txt') || files.has('.python-version')) return;
    const withUv = repository.dependencies.managers[0]?.id === 'uv';
    const at = files.get('runtime.txt')?.lines[0]?.at ?? { file: 'runtime.txt', start: 0, end: 0 };
    const asked = requestedPython(repository)?.line;
    // A line that the build refuses would only be refused in the other file.
    const ended = asked !== undefined && !mayBuildPython(asked);
    const line = ended ? (suitedPython(repository) ?? defaultPythonLine()) : asked;
    yield { at, facts: { withUv, line, ended }, ...(withUv ? { severity: 'error' as const } : {}) };
  },
  message: ({ withUv, line, ended }) => ({
    what: 'The Python version is in runtime.txt.',
    why: withUv
      ? 'With uv the build does not accept that file and stops with `runtime-txt::not-supported`.'
      : 'The file has been deprecated since February 2025. Builds warn today and will fail one day; with the newer Cloud Native Buildpack they fail already.',
    next: `Write ${ended ? 'a version that the build accepts' : 'the version'} into .python-version, without the prefix, and delete the old file:\n  echo ${line ?? defaultPythonLine()} > .python-version\n  git rm runtime.txt`,
  }),
});
