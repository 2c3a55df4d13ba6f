import { defineRule } from '../check/rule.ts';
import { factsInForce, RENEW_FACTS } from '../facts/in-force.ts';
import { olderNewestPython } from '../facts/python-lines.ts';
import { buildPython, pythonFix, suitedPython } from '../queries/python-version/python-versions.ts';

export default defineRule<{
  version: string;
  file: string;
  newest: string;
  read: string;
  fault: 'line' | 'patch';
  complete: boolean;
}>({
  id: 'python-version-unknown',
  group: 'python-version',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/python_version.sh: resolving a version',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/python_version.sh#L421-L535',
  },
  leadsTo: ['python-version::unknown-major', 'python-version::unknown-patch'],
  docs: 'The requested Python is newer than the facts that this version of dynoready carries.',
  initFeature: 'python-version',
  example: {
    version: '3.16',
    file: '.python-version',
    newest: '3.15',
    read: '2026-11-30',
    fault: 'line',
    complete: false,
  },
  *check(repository) {
    const python = buildPython(repository);
    if (python === undefined) return;
    const version = python.patch === undefined ? python.line : `${python.line}.${python.patch}`;
    const newer = olderNewestPython(version);
    if (newer === undefined) return;
    // A newer line may exist by now, so only a patch, which the line follows anyway, is rewritten.
    const { complete } = factsInForce();
    const line = newer.fault === 'patch' ? python.line : suitedPython(repository);
    yield {
      at: python.at,
      facts: { version, file: python.at.file, ...newer, complete },
      ...(complete ? { severity: 'error' as const } : {}),
      ...(complete || newer.fault === 'patch' ? pythonFix(python, line) : {}),
    };
  },
  message: ({ version, file, newest, read, fault, complete }) => ({
    what: `${file} asks for Python ${version}, which is newer than these facts (${newest}, read on ${read}).`,
    why: `${complete ? 'The' : 'If Heroku does not know it either, the'} build stops with \`python-version::unknown-${fault === 'line' ? 'major' : 'patch'}\`.`,
    next: `Renew the facts:\n  ${RENEW_FACTS}\nIf it is still unknown, write a line that Heroku builds into ${file === 'runtime.txt' ? '.python-version, and delete runtime.txt, which is deprecated' : file}:\n  ${newest.split('.').slice(0, 2).join('.')}`,
  }),
});
