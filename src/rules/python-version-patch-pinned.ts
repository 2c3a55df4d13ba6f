import { defineRule } from '../check/rule.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { findPythonLine } from '../facts/python-lines.ts';
import {
  excludingRequirement,
  requestedPython,
} from '../queries/python-version/python-versions.ts';

export default defineRule<{
  version: string;
  line: string;
  file: string;
  latest: string;
  outdated: boolean;
  /** The requires-python that excludes the newest patch; undefined when it does not. */
  required: string | undefined;
}>({
  id: 'python-version-patch-pinned',
  group: 'python-version',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Specifying a Python Version": selecting a runtime',
    url: 'https://devcenter.heroku.com/articles/python-runtimes#selecting-a-runtime',
  },
  leadsTo: ['python-patch-update-available'],
  docs: 'The version file names a patch release, so builds do not pick up security fixes.',
  initFeature: 'python-version',
  example: {
    version: '3.13.2',
    line: '3.13',
    file: '.python-version',
    latest: '3.13.15',
    outdated: true,
    required: undefined,
  },
  *check(repository) {
    const python = requestedPython(repository);
    const latest = findPythonLine(python?.line ?? '')?.latestPatch.classic;
    if (python?.patch === undefined || latest === undefined) return;
    const version = `${python.line}.${python.patch}`;
    // A patch that does not exist yet has a finding of its own.
    if (compareCycles(version, latest) > 0) return;
    const outdated = version !== latest;
    const required = excludingRequirement(repository.files, latest);
    const text = python.text.startsWith('python-') ? `python-${python.line}` : python.line;
    yield {
      at: python.at,
      facts: { version, line: python.line, file: python.at.file, latest, outdated, required },
      ...(outdated ? { severity: 'warning' as const } : {}),
      ...(required === undefined
        ? {
            fix: {
              title: `Follow ${python.line}`,
              safety: 'unsafe' as const,
              edits: [{ ...python.at, text }],
            },
          }
        : { declined: `pyproject.toml requires Python ${required}` }),
    };
  },
  message: ({ version, line, file, latest, outdated, required }) => ({
    what: `${file} pins Python ${version}.`,
    why: outdated
      ? `The newest of its line is ${latest}: every security fix since ${version} is missing, and the build warns about it.`
      : 'The next security fix of Python will not reach the app until somebody edits this file.',
    next:
      required === undefined
        ? `Name the line, and each build takes its newest patch:\n  ${line}`
        : `Let requires-python of pyproject.toml admit newer patches, regenerate the lock file, then name the line:\n  ${line}`,
  }),
});
