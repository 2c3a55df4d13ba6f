import { defineRule } from '../check/rule.ts';

export default defineRule<{ lockfiles: readonly string[]; detail: string }>({
  id: 'package-manager-conflict',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Heroku Python Support": package managers',
  foretells: ['package-manager::multiple-found'],
  docs: 'The root holds the files of more than one package manager.',
  example: { lockfiles: ['requirements.txt', 'uv.lock'], detail: 'pip,uv' },
  *check(project) {
    const { managers } = project.dependencies;
    const [, second] = managers;
    if (second === undefined) return;
    const facts = { lockfiles: managers.map(({ lockfile }) => lockfile), detail: managers.map(({ id }) => id).join(',') };
    yield { at: { file: second.lockfile, start: 0, end: 0 }, facts };
  },
  advise: ({ lockfiles, detail }) => ({
    what: `The root holds the files of ${lockfiles.length} package managers: ${lockfiles.join(', ')}.`,
    why: `There is no precedence between them: the build stops with \`package-manager::multiple-found\` (${detail}).`,
    next: `Keep the file of the manager you use and delete the rest, for instance:\n${lockfiles
      .slice(1)
      .map((path) => `  git rm ${path}`)
      .join('\n')}`,
  }),
});
