import { defineRule } from '../check/rule.ts';

export default defineRule<{ file: string; folder: string }>({
  id: 'settings-module-shadowed',
  group: 'settings',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Python documentation, "The Module Search Path"',
    url: 'https://docs.python.org/3/tutorial/modules.html#the-module-search-path',
  },
  docs: 'A settings.py next to a settings/ package is never read.',
  example: { file: 'shop/settings.py', folder: 'shop/settings' },
  *check(repository) {
    for (const file of repository.files.paths) {
      if (!/(^|\/)settings\.py$/.test(file)) continue;
      const folder = file.slice(0, -'.py'.length);
      if (repository.files.has(`${folder}/__init__.py`))
        yield { at: { file, start: 0, end: 0 }, facts: { file, folder } };
    }
  },
  message: ({ file, folder }) => ({
    what: `\`${file}\` is next to the package \`${folder}/\`.`,
    why: 'Python imports the package and never reads the file, so changes to it have no effect.',
    next: `Move what is still needed into the package, then:\n  git rm ${file}`,
  }),
});
