import { defineRule, fixFrom } from '../check/rule.ts';
import { replaceRequirement } from '../edits/requirements.ts';

export default defineRule<null>({
  id: 'psycopg2-from-source',
  group: 'dependencies',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'psycopg2 documentation, "Installation": psycopg vs psycopg-binary',
    url: 'https://www.psycopg.org/docs/install.html#psycopg-vs-psycopg-binary',
  },
  docs: 'psycopg2 is compiled during the build instead of being installed as a wheel.',
  example: null,
  *check(repository) {
    const requirement = repository.dependencies.find('psycopg2');
    if (requirement === undefined || requirement.group !== 'main') return;
    const { file } = requirement.at;
    const fixable = repository.dependencies.files.some(
      ({ path, kind }) => path === file && kind === 'requirements',
    );
    const result = fixable
      ? replaceRequirement(repository.files.text(file) ?? '', 'psycopg2', {
          name: 'psycopg2-binary',
        })
      : undefined;
    yield {
      at: requirement.at,
      facts: null,
      ...fixFrom('Take psycopg2-binary', 'unsafe', file, result),
    };
  },
  message: () => ({
    what: '`psycopg2` is compiled from its C source.',
    why: 'Every build without a cache compiles it, and so does every machine and CI runner, which then need a compiler and the libpq headers.',
    next: 'Take `psycopg2-binary`, or, better for new work, `psycopg[binary]` (version 3).',
  }),
});
