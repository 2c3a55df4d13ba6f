import { defineRule } from '../check/rule.ts';

export default defineRule<{ withUv: boolean; taken: string; meant: string }>({
  id: 'runtime-txt-hides-python-version',
  group: 'python-version',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, README: order of the version files',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/README.md#python-version',
  },
  leadsTo: ['runtime-txt-deprecated', 'runtime-txt::not-supported'],
  docs: 'runtime.txt overrides .python-version.',
  example: { withUv: false, taken: 'python-3.11.4', meant: '3.14' },
  *check(repository) {
    const { files } = repository.pythonVersion;
    const runtime = files.get('runtime.txt');
    const other = files.get('.python-version');
    if (runtime === undefined || other === undefined) return;
    const withUv = repository.dependencies.managers[0]?.id === 'uv';
    yield {
      at: runtime.lines[0]?.at ?? { file: 'runtime.txt', start: 0, end: 0 },
      facts: { withUv, taken: runtime.lines[0]?.text ?? '', meant: other.lines[0]?.text ?? '' },
      ...(withUv ? { severity: 'error' as const } : {}),
    };
  },
  message: ({ withUv, taken, meant }) => ({
    what: `runtime.txt (\`${taken}\`) is next to .python-version (\`${meant}\`).`,
    why: withUv
      ? 'With uv the build does not accept runtime.txt and stops with `runtime-txt::not-supported`.'
      : 'The build reads runtime.txt first, so .python-version has no effect.',
    next: 'Delete the deprecated file:\n  git rm runtime.txt',
  }),
});
