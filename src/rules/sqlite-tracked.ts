import { defineRule } from '../check/rule.ts';

export default defineRule<{ path: string; tracked: boolean; ignored: boolean }>({
  id: 'sqlite-tracked',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "SQLite on Heroku"',
    url: 'https://devcenter.heroku.com/articles/sqlite3',
  },
  docs: 'A SQLite database is part of what git would push.',
  initFeature: 'gitignore',
  example: { path: 'db.sqlite3', tracked: true, ignored: false },
  *check(repository) {
    for (const path of repository.files.paths) {
      if (
        !/\.sqlite3$|^(.*\/)?db\.sqlite$/.test(path) ||
        /(^|\/)(tests?|fixtures|testdata)\//.test(path)
      )
        continue;
      const facts = {
        path,
        tracked: repository.git?.tracked.has(path) ?? true,
        ignored: repository.git?.isIgnored(path) ?? false,
      };
      yield { at: { file: path, start: 0, end: 0 }, facts };
    }
  },
  message: ({ path, tracked, ignored }) => ({
    what: tracked
      ? `The database \`${path}\` is in git${ignored ? ', although .gitignore names it: it was there before' : ''}.`
      : `Nothing ignores the database \`${path}\`: the next \`git add\` takes it along.`,
    why: 'Everyone who can read the repository can read its rows, password hashes included, and every deploy carries a stale copy.',
    next: ignored
      ? `Take it out of git; it stays on your disk:\n  git rm --cached ${path}`
      : `Ignore it${tracked ? ' and remove it from git' : ''}:\n  echo '${path.endsWith('.sqlite3') ? '*.sqlite3' : path}' >> .gitignore${tracked ? `\n  git rm --cached ${path}` : ''}`,
  }),
});
