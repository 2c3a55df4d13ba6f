import { defineRule } from '../check/rule.ts';

export default defineRule<{ path: string; beside: boolean }>({
  id: 'python-version-misspelled',
  group: 'python-version',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/python_version.sh: misspelled file names',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/python_version.sh#L26-L48',
  },
  leadsTo: ['python-version-file::misspelled'],
  docs: 'The name of the version file is misspelled.',
  example: { path: 'python-version', beside: false },
  *check(repository) {
    const { files, misspelled } = repository.pythonVersion;
    // With a runtime.txt the build looks no further.
    if (files.has('runtime.txt')) return;
    for (const path of misspelled)
      yield {
        at: { file: path, start: 0, end: 0 },
        facts: { path, beside: files.has('.python-version') },
      };
  },
  message: ({ path, beside }) => ({
    what: `\`${path}\` is a misspelled \`.python-version\`.`,
    why: `The build stops with \`python-version-file::misspelled\`${beside ? ', although the correct file exists next to it' : ''}.`,
    next: beside
      ? `Delete it:\n  git rm '${path}'`
      : `Rename it:\n  git mv '${path}' .python-version`,
  }),
});
