import { defineRule } from '../check/rule.ts';

export default defineRule<{ folder: string; tracked: boolean; stops: boolean }>({
  id: 'venv-tracked',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/checks.sh: existing virtual environment',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/checks.sh#L106-L152',
  },
  leadsTo: ['checks::existing-venv-dir'],
  docs: 'A virtual environment is part of what git would push.',
  initFeature: 'gitignore',
  example: { folder: 'venv', tracked: true, stops: true },
  *check(repository) {
    for (const path of repository.files.paths) {
      if (!path.endsWith('/pyvenv.cfg')) continue;
      const folder = path.slice(0, -'/pyvenv.cfg'.length);
      // The build looks for two names only; under another name the folder is merely packed.
      const stops = folder === 'venv' || folder === '.venv';
      const facts = { folder, tracked: repository.git?.tracked.has(path) ?? true, stops };
      yield {
        at: { file: path, start: 0, end: 0 },
        facts,
        ...(stops ? {} : { severity: 'warning' as const }),
      };
    }
  },
  message: ({ folder, tracked, stops }) => ({
    what: tracked
      ? `The virtual environment \`${folder}/\` is in git.`
      : `Nothing ignores the virtual environment \`${folder}/\`: the next \`git add\` takes it along.`,
    why: stops
      ? 'The build stops with `checks::existing-venv-dir`: the folder holds programs built for your machine, not for a dyno.'
      : 'It holds programs built for your machine, is never used on a dyno, and makes the slug larger.',
    next: `Ignore it${tracked ? ' and remove it from git' : ''}:\n  echo '${folder}/' >> .gitignore${tracked ? `\n  git rm -r --cached ${folder}` : ''}`,
  }),
});
