import { defineRule } from '../check/rule.ts';
import { lockedPython } from '../queries/packages/pipfile-lock.ts';

export default defineRule<{ fault: 'json' | 'version'; text: string }>({
  id: 'pipfile-lock-invalid',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/python_version.sh: reading Pipfile.lock',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/python_version.sh#L354-L418',
  },
  leadsTo: ['pipfile-lock::invalid-json', 'pipfile-lock::invalid-version'],
  docs: 'Pipfile.lock is not JSON, is empty, or states its Python version in a form that the build does not read.',
  example: { fault: 'version', text: '3' },
  *check(repository) {
    const locked = lockedPython(repository);
    if (locked.state !== 'invalid-json' && locked.state !== 'invalid-version') return;
    yield {
      at: locked.at,
      facts: { fault: locked.state === 'invalid-json' ? 'json' : 'version', text: locked.text },
    };
  },
  message: ({ fault, text }) => ({
    what:
      fault === 'json'
        ? `Pipfile.lock is not JSON: ${text}.`
        : text === ''
          ? 'Pipfile.lock is empty.'
          : `Pipfile.lock asks for the Python \`${text}\`, which is not a version.`,
    why: `The build reads the Python version from this file and stops with \`pipfile-lock::invalid-${fault}\`.`,
    next:
      fault === 'json' || text === ''
        ? 'Regenerate the lock file and commit it:\n  pipenv lock'
        : 'Ask for a line such as "3.13" in the Pipfile, below [requires] as python_version, then regenerate the lock file:\n  pipenv lock',
  }),
});
