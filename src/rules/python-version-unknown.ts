import { defineRule } from '../check/rule.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { findPythonLine, pythonLines } from '../facts/python-lines.ts';
import { buildPython } from '../queries/python-version/build-python.ts';
import { pythonFix, suitedPython } from '../queries/python-version/suited-python.ts';

export default defineRule<{
  version: string;
  file: string;
  newest: string;
  fault: 'line' | 'patch';
}>({
  id: 'python-version-unknown',
  group: 'python-version',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/python_version.sh: resolving a version',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/python_version.sh#L421-L535',
  },
  leadsTo: ['python-version::unknown-major', 'python-version::unknown-patch'],
  docs: 'The requested Python is one that the build does not know.',
  initFeature: 'python-version',
  example: { version: '3.15', file: '.python-version', newest: '3.14', fault: 'line' },
  *check(repository) {
    const python = buildPython(repository);
    const newestLine = pythonLines().at(-1);
    if (python === undefined || newestLine === undefined) return;
    const version = python.patch === undefined ? python.line : `${python.line}.${python.patch}`;
    const latest = findPythonLine(python.line)?.latestPatch.classic;
    if (compareCycles(python.line, newestLine.line) > 0) {
      yield {
        at: python.at,
        facts: { version, file: python.at.file, newest: newestLine.line, fault: 'line' },
        ...pythonFix(python, suitedPython(repository)),
      };
    } else if (latest !== undefined && compareCycles(version, latest) > 0) {
      yield {
        at: python.at,
        facts: { version, file: python.at.file, newest: latest, fault: 'patch' },
        ...pythonFix(python, python.line),
      };
    }
  },
  message: ({ version, file, newest, fault }) => ({
    what: `${file} asks for Python ${version}; the newest that the build knows is ${newest}.`,
    why: `The build stops with \`python-version::unknown-${fault === 'line' ? 'major' : 'patch'}\`.`,
    next: `Write the line alone into ${file === 'runtime.txt' ? '.python-version, and delete runtime.txt, which is deprecated' : `${file}, which follows its fixes by itself`}:\n  ${newest.split('.').slice(0, 2).join('.')}`,
  }),
});
