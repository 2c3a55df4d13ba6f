import { defineRule } from '../check/rule.ts';
import type { SourceRange } from '../python/source-range.ts';

interface Facts {
  readonly path: string;
  readonly fault: 'unnamed' | 'ssh' | 'relative';
  readonly url: string | undefined;
}

export default defineRule<Facts>({
  id: 'submodule-not-fetched',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Git Submodules"',
    url: 'https://devcenter.heroku.com/articles/git-submodules',
  },
  docs: 'A submodule has no address that a build can fetch it from.',
  example: { path: 'themes', fault: 'ssh', url: 'git@github.com:example/themes.git' },
  *check({ git, files }) {
    const file = '.gitmodules';
    const text = files.text(file) ?? '';
    const sections = [...text.matchAll(/^\[submodule[^\n]*\n(?:(?!\[)[^\n]*(?:\n|$))*/gm)];
    for (const path of git?.submodules ?? []) {
      const section = sections.find(({ 0: one }) => entryOf(one, 'path')?.value === path);
      const url = section && entryOf(section[0], 'url');
      const fault =
        url === undefined
          ? 'unnamed'
          : /^(ssh:|git\+ssh:|[\w.-]+@[\w.-]+:)/.test(url.value)
            ? 'ssh'
            : /^(\.\.?\/|\/|file:)/.test(url.value)
              ? 'relative'
              : undefined;
      if (fault === undefined) continue;
      const start = (section?.index ?? 0) + (url?.start ?? 0);
      const at: SourceRange | undefined = files.has(file)
        ? { file, start, end: start + (url?.value.length ?? 0) }
        : undefined;
      yield { at, facts: { path, fault, url: url?.value } };
    }
  },
  message: ({ path, fault, url }) => ({
    what: {
      unnamed: `\`${path}\` is a submodule, and .gitmodules gives no address for it.`,
      ssh: `The submodule \`${path}\` is fetched over SSH, from \`${url}\`.`,
      relative: `The submodule \`${path}\` is fetched from \`${url}\`, which Heroku cannot reach.`,
    }[fault],
    why: {
      unnamed:
        'Heroku fetches submodules by the addresses in .gitmodules, and refuses the push without one. A folder with a repository of its own becomes such a submodule by `git add`.',
      ssh: 'The build has no key, so it cannot fetch the submodule and refuses the push.',
      relative:
        'A relative address counts from the remote that is pushed to, and a path is one of your machine. The push is refused.',
    }[fault],
    next:
      fault === 'unnamed'
        ? `Add it with its address, or its files alone:\n  git rm --cached ${path}\n  git submodule add https://… ${path}`
        : `Write an address that begins with https://, then:\n  git submodule sync\nA private repository needs a token in it, or its files copied into this one.`,
  }),
});

function entryOf(
  section: string,
  key: string,
): { readonly value: string; readonly start: number } | undefined {
  const match = new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*([^\\r\\n]*?)[ \\t]*\\r?$`, 'm').exec(
    section,
  );
  return match === null || match[1] === ''
    ? undefined
    : { value: match[1]!, start: match.index + match[0].lastIndexOf(match[1]!) };
}
