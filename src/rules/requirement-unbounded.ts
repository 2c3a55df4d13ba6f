import { defineRule, fixFrom } from '../check/rule.ts';
import { replaceRequirement } from '../edits/requirements.ts';
import { nextSeries } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';

export default defineRule<{ written: string; bound: string }>({
  id: 'requirement-unbounded',
  group: 'dependencies',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "API stability"',
    url: 'https://docs.djangoproject.com/en/6.1/misc/api-stability/',
  },
  docs: 'Django is declared without an upper bound and without a lock.',
  example: { written: 'Django>=5.2', bound: '>=6.1,<6.2' },
  *check(repository) {
    const { dependencies } = repository;
    const requirement = dependencies.find('django');
    if (
      requirement === undefined ||
      requirement.group !== 'main' ||
      requirement.url !== undefined ||
      dependencies.locked.has('django')
    )
      return;
    if (/<|==|~=/.test(requirement.specifier.replace(/!=\s*[\w.*]+/g, ''))) return;
    const series = installedSeries(repository);
    if (series === undefined) return;
    const bound = `>=${series},<${nextSeries(series)}`;
    const { file } = requirement.at;
    const fixable = dependencies.files.some(
      ({ path, kind }) => path === file && kind === 'requirements',
    );
    const specifier =
      requirement.specifier === ''
        ? bound
        : `${requirement.specifier.replace(/\s+/g, '')},<${nextSeries(series)}`;
    const result = fixable
      ? replaceRequirement(repository.files.text(file) ?? '', requirement.name, { specifier })
      : undefined;
    const written = `${requirement.name}${requirement.specifier}`;
    yield {
      at: requirement.at,
      facts: { written, bound },
      ...fixFrom('Bound Django to the series the build installs today', 'safe', file, result),
    };
  },
  message: ({ written, bound }) => ({
    what: `\`${written}\` sets no upper bound.`,
    why: 'Every build installs the newest Django of that day, so an ordinary deploy brings the next major release with all that it removes.',
    next: `Set an upper bound, and raise it on purpose:\n  Django${bound}`,
  }),
});
