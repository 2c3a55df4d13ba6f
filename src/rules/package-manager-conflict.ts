import { defineRule } from '../check/rule.ts';
import { withoutSlugIgnored } from '../project/slug-ignore.ts';

export default defineRule<{ lockfiles: readonly string[]; detail: string }>({
  id: 'package-manager-conflict',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/package_manager.sh: multiple package managers',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/package_manager.sh#L129-L161',
  },
  leadsTo: ['package-manager::multiple-found'],
  initFeature: 'dependencies',
  docs: 'The root holds the files of more than one package manager.',
  example: { lockfiles: ['requirements.txt', 'uv.lock'], detail: 'pip,uv' },
  *check(repository) {
    // What .slugignore names the build never sees.
    const seen = withoutSlugIgnored(repository.files);
    const managers = repository.dependencies.managers.filter(({ lockfile }) => seen.has(lockfile));
    const [, second] = managers;
    if (second === undefined) return;
    const facts = {
      lockfiles: managers.map(({ lockfile }) => lockfile),
      detail: managers.map(({ id }) => id).join(','),
    };
    yield { at: { file: second.lockfile, start: 0, end: 0 }, facts };
  },
  message: ({ lockfiles, detail }) => ({
    what: `The root holds the files of ${lockfiles.length} package managers: ${lockfiles.join(', ')}.`,
    why: `The build does not choose between them. It stops with \`package-manager::multiple-found\` (${detail}).`,
    next: `Say which one to keep: dynoready init --package-manager ${detail.split(',')[0]}\nOr keep the file of the manager you use and delete the rest, for instance:\n${lockfiles
      .slice(1)
      .map((path) => `  git rm ${path}`)
      .join('\n')}`,
  }),
});
