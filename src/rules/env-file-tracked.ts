import { defineRule } from '../check/rule.ts';
import type { SourceRange } from '../python/source-range.ts';

/** Names whose value is a secret; an address counts when it carries a password. */
const SECRET_LINE =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]*(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_KEY)[A-Za-z_]*|\w+_URL)[ \t]*=[ \t]*(\S.*)$/gim;
const PLACEHOLDER =
  /^["']?(<.*>|\{\{.*|x{3,}|\.{3}|change[-_ ]?me.*|your[-_ ].*|example.*|dummy.*|insecure.*|dev(elopment)?|test(ing)?|postgres|password|secret)["']?$/i;

export default defineRule<{ path: string; variable: string; tracked: boolean }>({
  id: 'env-file-tracked',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Configuration and Config Vars"',
    url: 'https://devcenter.heroku.com/articles/config-vars',
  },
  docs: 'A `.env` file with a secret is part of what git would push.',
  initFeature: 'gitignore',
  example: { path: '.env', variable: 'SECRET_KEY', tracked: true },
  *check(repository) {
    for (const path of repository.files.paths) {
      if (!/(^|\/)\.env(\.(local|dev|development|prod|production|staging|heroku))?$/.test(path))
        continue;
      const found = findSecret(path, repository.files.text(path) ?? '');
      if (found !== undefined)
        yield {
          at: found.at,
          facts: {
            path,
            variable: found.variable,
            tracked: repository.git?.tracked.has(path) ?? true,
          },
        };
    }
  },
  message: ({ path, variable, tracked }) => ({
    what: tracked
      ? `\`${path}\` is in git and holds a value for ${variable}.`
      : `Nothing ignores \`${path}\`, which holds a value for ${variable}: the next \`git add\` takes it along.`,
    why: 'Anyone who can read the repository can act as your app, and a committed secret stays in the history.',
    next: `Ignore the file${tracked ? ', remove it from git' : ''} and change the secret if it was ever used:\n  echo '${path}' >> .gitignore${tracked ? `\n  git rm --cached ${path}` : ''}`,
  }),
});

function findSecret(file: string, text: string): { variable: string; at: SourceRange } | undefined {
  for (const match of text.matchAll(SECRET_LINE)) {
    const [line, variable = '', value = ''] = match;
    if (PLACEHOLDER.test(value.trim())) continue;
    if (
      /_URL$/i.test(variable) &&
      !/:\/\/[^/\s:]*:[^@\s]{6,}@(?!(localhost|127\.[\d.]+|db|postgres)[:/])/.test(value)
    )
      continue;
    return { variable, at: { file, start: match.index, end: match.index + line.trimEnd().length } };
  }
  return undefined;
}
