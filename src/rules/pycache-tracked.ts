import { defineRule } from '../check/rule.ts';

export default defineRule<{ count: number; example: string; tracked: boolean }>({
  id: 'pycache-tracked',
  group: 'repository',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'Python documentation, "Cached bytecode invalidation"',
    url: 'https://docs.python.org/3/reference/import.html#cached-bytecode-invalidation',
  },
  docs: 'Compiled Python files are part of what git would push.',
  initFeature: 'gitignore',
  example: { count: 12, example: 'shop/__pycache__/settings.cpython-313.pyc', tracked: true },
  *check(repository) {
    const compiled = repository.files.paths.filter((path) => /\.py[co]$/.test(path));
    const [example] = compiled;
    if (example === undefined) return;
    yield {
      at: { file: example, start: 0, end: 0 },
      facts: {
        count: compiled.length,
        example,
        tracked: repository.git?.tracked.has(example) ?? true,
      },
    };
  },
  message: ({ count, example, tracked }) => ({
    what: `${count === 1 ? 'One compiled file' : `${count} compiled files`} would be pushed, such as \`${example}\`.`,
    why: 'They change with every run and interpreter, so every commit carries noise, and a stale file can hide that a module was deleted.',
    next: `Ignore them${tracked ? ' and remove them from git' : ''}:\n  echo '__pycache__/' >> .gitignore${tracked ? "\n  git rm -r --cached '*.pyc'" : ''}`,
  }),
});
