import { defineRule } from '../check/rule.ts';
import { knownSetting } from '../queries/settings/production-settings.ts';

export default defineRule<{ folder: string; count: number; tracked: boolean; ignored: boolean }>({
  id: 'static-root-tracked',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "STATIC_ROOT"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#static-root',
  },
  docs: 'The folder that `collectstatic` fills is part of what git would push.',
  initFeature: 'gitignore',
  example: { folder: 'staticfiles', count: 134, tracked: true, ignored: false },
  *check(repository) {
    const value = knownSetting(repository, 'STATIC_ROOT')?.value;
    if (typeof value !== 'string' || !value.startsWith('<root>/')) return;
    const folder = value.slice('<root>/'.length).replace(/\/+$/, '');
    const inside = repository.files.paths.filter(
      (path) => path.startsWith(`${folder}/`) && !/\/\.(gitkeep|gitignore)$/.test(path),
    );
    const [first] = inside;
    if (folder === '' || first === undefined) return;
    yield {
      at: { file: first, start: 0, end: 0 },
      facts: {
        folder,
        count: inside.length,
        tracked: repository.git?.tracked.has(first) ?? true,
        ignored: repository.git?.isIgnored(first) ?? false,
      },
    };
  },
  message: ({ folder, count, tracked, ignored }) => ({
    what: `\`${folder}/\` is where collectstatic writes (STATIC_ROOT), and ${count === 1 ? 'one file' : `${count} files`} of it would be pushed.`,
    why: 'The build writes into the same folder, so files that you delete from the sources are still served.',
    next: ignored
      ? `It is ignored already, but these files were in git before. Keep sources elsewhere (STATICFILES_DIRS) and remove it from git:\n  git rm -r --cached ${folder}`
      : `Keep your own files elsewhere (STATICFILES_DIRS) and ignore this folder:\n  echo '${folder}/' >> .gitignore${tracked ? `\n  git rm -r --cached ${folder}` : ''}`,
  }),
});
