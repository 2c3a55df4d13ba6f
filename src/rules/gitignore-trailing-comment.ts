import { defineRule } from '../check/rule.ts';

export default defineRule<{ pattern: string }>({
  id: 'gitignore-trailing-comment',
  group: 'repository',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Git documentation, "gitignore": pattern format',
    url: 'https://git-scm.com/docs/gitignore#_pattern_format',
  },
  docs: 'A line of .gitignore has a comment after its pattern, so it ignores nothing.',
  example: { pattern: 'db.sqlite3' },
  *check(repository) {
    for (const file of repository.files.paths.filter((path) => /(^|\/)\.gitignore$/.test(path))) {
      const text = repository.files.text(file) ?? '';
      for (const match of text.matchAll(/^([^#\s][^\r\n]*?)[ \t]+(#[^\r\n]*)$/gm)) {
        const [line, pattern = '', comment = ''] = match;
        const start = match.index;
        const lineEnd = text.startsWith('\r\n', start + line.length) ? '\r\n' : '\n';
        const edits = [
          { file, start, end: start + line.length, text: `${comment}${lineEnd}${pattern}` },
        ];
        yield {
          at: { file, start, end: start + line.length },
          facts: { pattern },
          fix: { title: 'Put the comment on a line of its own', safety: 'safe', edits },
        };
      }
    }
  },
  message: ({ pattern }) => ({
    what: `Git reads the comment after \`${pattern}\` as part of the pattern.`,
    why: 'The line matches no file, so the files it should keep out are pushed.',
    next: `Put the comment on its own line, above \`${pattern}\`.`,
  }),
});
