import { defineRule } from '../check/rule.ts';

interface Facts {
  readonly path: string;
  readonly twin: string;
}

export default defineRule<Facts>({
  id: 'path-case-duplicate',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Git documentation, "git-config": core.ignoreCase',
    url: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreignoreCase',
  },
  docs: 'Git has two files or folders whose names differ by upper and lower case alone.',
  example: { path: 'orders/Static/site.css', twin: 'orders/static/site.css' },
  *check({ git, files }) {
    const seen = new Map<string, string>();
    const told = new Set<string>();
    for (const path of [...(git?.tracked ?? [])].filter((one) => files.has(one)).sort()) {
      const parts = path.split('/');
      for (let length = 1; length <= parts.length; length += 1) {
        const part = parts.slice(0, length).join('/');
        const twin = seen.get(part.toLowerCase());
        if (twin === undefined) seen.set(part.toLowerCase(), part);
        if (twin === undefined || twin === part) continue;
        if (!told.has(part))
          yield { at: { file: path, start: 0, end: 0 }, facts: { path: part, twin } };
        told.add(part);
        break;
      }
    }
  },
  message: ({ path, twin }) => ({
    what: `Git has both \`${twin}\` and \`${path}\`.`,
    why: 'macOS and Windows show only one of the two, so what you see and test is not what the dyno has: there both exist, each with its own content.',
    next: `Keep one of them:\n  git rm -r --cached ${path}\n  git add ${twin}`,
  }),
});
