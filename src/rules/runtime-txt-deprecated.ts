import { defineRule } from '../check/rule.ts';
import { requestedPython } from '../project/questions/requested-python.ts';

export default defineRule<{ withUv: boolean; line: string | undefined }>({
  id: 'runtime-txt-deprecated',
  group: 'python-version',
  severity: 'warning',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Specifying a Python Version": runtime.txt is deprecated',
  foretells: ['runtime-txt-deprecated', 'runtime-txt::not-supported'],
  docs: 'The Python version stands in runtime.txt.',
  mendedBy: 'python-version',
  example: { withUv: false, line: '3.13' },
  *check(project) {
    const { files } = project.pythonVersion;
    // Beside a .python-version it does worse, which has a finding of its own.
    if (!files.has('runtime.txt') || files.has('.python-version')) return;
    const withUv = project.dependencies.managers[0]?.id === 'uv';
    const at = files.get('runtime.txt')?.lines[0]?.at ?? { file: 'runtime.txt', start: 0, end: 0 };
    yield { at, facts: { withUv, line: requestedPython(project)?.line }, ...(withUv ? { severity: 'error' as const } : {}) };
  },
  advise: ({ withUv, line }) => ({
    what: 'The Python version stands in runtime.txt.',
    why: withUv
      ? 'With uv the build does not accept that file and stops with `runtime-txt::not-supported`.'
      : 'The file is deprecated since February 2025: builds warn, will fail one day, and already do on the newer Cloud Native Buildpack.',
    next: `Write the version into .python-version, without the prefix, and delete the old file:\n  echo ${line ?? '3.14'} > .python-version\n  git rm runtime.txt`,
  }),
});
