import { defineRule } from '../check/rule.ts';
import { parseFile } from '../python/parse-file.ts';
import { importRootOf } from '../queries/apps/installed-apps.ts';
import { projectModule } from '../queries/apps/project-modules.ts';
import { servedFiles } from '../queries/apps/served-modules.ts';
import { knownSetting, productionSettings } from '../queries/settings/production-settings.ts';

/**
 * Text by which a file is worth a parse: markers of a merge, and what only Python 2 reads. A large
 * project is not parsed as a whole.
 */
const SUSPECT =
  /^(?:<{7}|={7}|>{7})(?: |$)|^[ \t]*print[ \t]+["'\w]|^[ \t]*except[ \t]+[\w.()]+[ \t]*,[ \t]*\w+[ \t]*:|^[ \t]*raise[ \t]+[\w.]+[ \t]*,|^[ \t]*exec[ \t]+["'\w]/m;

export default defineRule<{ message: string }>({
  id: 'python-unparsable',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Python tutorial, "Syntax Errors"',
    url: 'https://docs.python.org/3/tutorial/errors.html#syntax-errors',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'A file that the app imports at its start is not valid Python.',
  example: { message: 'invalid syntax' },
  *check(repository) {
    const settings = new Set(productionSettings(repository)?.files ?? []);
    const urls = knownSetting(repository, 'ROOT_URLCONF')?.value;
    const importRoot = importRootOf(repository) ?? '';
    const root =
      typeof urls === 'string' ? projectModule(repository, importRoot, urls)?.file : undefined;
    for (const { path } of servedFiles(repository)) {
      if (settings.has(path)) continue;
      const isEntry = path === root || /(^|\/)(wsgi|asgi)\.py$/.test(path);
      if (!isEntry && !SUSPECT.test(repository.files.text(path) ?? '')) continue;
      const parse = parseFile(repository.files, path);
      if (parse === undefined || parse.ok) continue;
      yield {
        at: parse.error.at,
        facts: { message: parse.error.message.replace(/ \(line \d+\)$/, '') },
      };
    }
  },
  message: ({ message }) => ({
    what: `Python cannot read this file: ${message}.`,
    why: 'The app imports it at its start, and stops there with a SyntaxError: every request ends in H10.',
    next: 'Fix the line. This command shows the same error:\n  python -m compileall -q .',
  }),
});
