import { defineRule } from '../check/rule.ts';

export default defineRule<{ path: string; tracked: boolean }>({
  id: 'sqlite-tracked',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: 'Heroku Dev Center, "SQLite on Heroku"',
  docs: 'A SQLite database is part of what git would push.',
  mendedBy: 'gitignore',
  example: { path: 'db.sqlite3', tracked: true },
  *check(project) {
    for (const path of project.files.paths) {
      if (!/\.sqlite3$|^(.*\/)?db\.sqlite$/.test(path) || /(^|\/)(tests?|fixtures|testdata)\//.test(path)) continue;
      yield { at: { file: path, start: 0, end: 0 }, facts: { path, tracked: project.git?.tracked.has(path) ?? true } };
    }
  },
  advise: ({ path, tracked }) => ({
    what: tracked
      ? `The database \`${path}\` is in git.`
      : `Nothing ignores the database \`${path}\`: the next \`git add\` takes it along.`,
    why: 'Its rows, among them the hashes of your passwords, go to everyone who can read the repository, and every deploy carries a stale copy.',
    next: `Ignore it${tracked ? ' and take it out of git' : ''}:\n  echo '*.sqlite3' >> .gitignore${tracked ? `\n  git rm --cached ${path}` : ''}`,
  }),
});
