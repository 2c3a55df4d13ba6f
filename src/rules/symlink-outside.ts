import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';

interface Facts {
  readonly path: string;
  readonly target: string;
  readonly where: 'machine' | 'above' | 'not-pushed';
}

export default defineRule<Facts>({
  id: 'symlink-outside',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Git documentation, "gitfaq" and "git-config": core.symlinks',
    url: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-coresymlinks',
  },
  docs: 'A symbolic link in git leads to what git does not push.',
  example: { path: 'shop/static/fonts', target: '/Users/ann/fonts', where: 'machine' },
  *check(repository) {
    for (const [path, target] of repository.files.symlinks) {
      if (repository.git?.tracked.has(path) !== true || IN_ENVIRONMENT.test(path)) continue;
      const where = judge(repository, path, target);
      if (where !== undefined)
        yield { at: { file: path, start: 0, end: 0 }, facts: { path, target, where } };
    }
  },
  message: ({ path, target, where }) => ({
    what:
      where === 'not-pushed'
        ? `\`${path}\` is a link to \`${target}\`, which git does not push.`
        : `\`${path}\` is a link to \`${target}\`, outside the repository.`,
    why: 'Git pushes the link alone. On the dyno it leads nowhere, and whatever reads it fails.',
    next: `Put the files themselves into git:\n  rm ${path}\n  cp -r ${where === 'machine' ? target : 'SOURCE'} ${path}\n  git add ${path}`,
  }),
});

/** Links of virtual environments and of packages have findings of their own. */
const IN_ENVIRONMENT = /(^|\/)(\.?v?env|virtualenv|node_modules|site-packages)\//;

function judge(
  { files, git, root }: Repository,
  path: string,
  target: string,
): Facts['where'] | undefined {
  if (/^(\/|[A-Za-z]:)/.test(target))
    return /^\/(app|tmp|dev|proc|etc|usr|bin)\b/.test(target) ? undefined : 'machine';
  const parts = path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return git?.workTree === root ? 'above' : undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  const inside = parts.join('/');
  const isThere =
    inside === '' ||
    files.has(inside) ||
    files.symlinks.has(inside) ||
    files.paths.some((one) => one.startsWith(`${inside}/`)) ||
    (git?.submodules ?? []).some((one) => one === inside || inside.startsWith(`${one}/`)) ||
    [...files.symlinks.keys()].some((link) => inside.startsWith(`${link}/`));
  return isThere ? undefined : 'not-pushed';
}
