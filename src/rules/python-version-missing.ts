import { defineRule } from '../check/rule.ts';
import {
  defaultPythonLine,
  expectedPythonDefault,
  pythonFactsRead,
} from '../facts/python-lines.ts';
import { suitedPython } from '../queries/python-version/python-versions.ts';

export default defineRule<{
  withUv: boolean;
  line: string;
  suited: string;
  read: string;
  /** The default that is expected to follow, and from which day; undefined when none is. */
  expected: { line: string; since: string } | undefined;
}>({
  id: 'python-version-missing',
  group: 'python-version',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Specifying a Python Version"',
    url: 'https://devcenter.heroku.com/articles/python-runtimes',
  },
  leadsTo: ['no-python-version', 'python-version-file::not-found'],
  docs: 'No file says which Python the app needs.',
  initFeature: 'python-version',
  example: {
    withUv: false,
    line: defaultPythonLine(),
    suited: defaultPythonLine(),
    read: '2026-11-30',
    expected: undefined,
  },
  *check(repository) {
    const { pythonVersion, dependencies, djangoProject, files } = repository;
    // A misspelled file stops the build before this matters.
    if (
      djangoProject === undefined ||
      pythonVersion.files.size > 0 ||
      pythonVersion.misspelled.length > 0
    )
      return;
    const manager = dependencies.managers[0]?.id;
    if (
      manager === 'pipenv' &&
      /"python_(full_)?version"\s*:\s*"\d/.test(files.text('Pipfile.lock') ?? '')
    )
      return;
    const withUv = manager === 'uv';
    yield {
      at: undefined,
      facts: {
        withUv,
        line: defaultPythonLine(),
        suited: suitedPython(repository) ?? defaultPythonLine(),
        read: pythonFactsRead(),
        expected: expectedPythonDefault(),
      },
      ...(withUv ? { severity: 'error' as const } : {}),
    };
  },
  message: ({ withUv, line, suited, read, expected }) => ({
    what: 'There is no .python-version file.',
    why: withUv
      ? 'With uv the build insists on one and stops with `python-version-file::not-found`.'
      : `The build picks: ${line} for a new app (read on ${read}${expected === undefined ? '' : `; ${expected.line} is expected from about ${expected.since}`}), whatever it picked last for an old one, so two apps with the same code can run different Pythons.`,
    next: `Run \`dynoready init --only python-version\`, or create .python-version with the line you develop on:\n  ${suited}`,
  }),
});
