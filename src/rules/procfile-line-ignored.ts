import { defineRule } from '../check/rule.ts';

export default defineRule<{ line: string; encoding: 'utf-16' | 'mark' | undefined }>({
  id: 'procfile-line-ignored',
  group: 'processes',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "The Procfile": format',
    url: 'https://devcenter.heroku.com/articles/procfile#procfile-format',
  },
  docs: 'A line of the Procfile is not a process type, or the file is not plain UTF-8, and Heroku ignores it.',
  example: { line: 'web gunicorn shop.wsgi', encoding: undefined },
  *check(repository) {
    const { files } = repository;
    const text = files.text('Procfile');
    const isMarked = text?.charCodeAt(0) === 0xfeff;
    const encoding = files.encoding('Procfile').startsWith('utf-16')
      ? 'utf-16'
      : isMarked
        ? 'mark'
        : undefined;
    if (text !== undefined && encoding !== undefined) {
      const at = { file: 'Procfile', start: 0, end: isMarked ? 1 : 0 };
      const fix = {
        title: 'Remove the byte order mark',
        safety: 'safe' as const,
        edits: [{ ...at, text: '' }],
      };
      yield {
        at,
        severity: 'error',
        facts: { line: '', encoding },
        ...(encoding === 'mark' ? { fix } : { declined: 'the file has to be saved as UTF-8' }),
      };
      return;
    }
    for (const at of repository.procfile?.ignored ?? [])
      yield {
        at,
        facts: { line: text?.slice(at.start, at.end).trim() ?? '', encoding: undefined },
      };
  },
  message: ({ line, encoding }) => {
    if (encoding === undefined)
      return {
        what: `\`${line}\` is not a line of the form \`name: command\`.`,
        why: 'Heroku ignores the line silently, so its command never runs.',
        next: 'Write a name of letters, digits, - or _, a colon, and the command on the same line:\n  web: gunicorn shop.wsgi',
      };
    const isWide = encoding === 'utf-16';
    return {
      what: isWide
        ? 'The Procfile is saved as UTF-16.'
        : 'The Procfile begins with a byte order mark.',
      why: isWide
        ? 'Heroku reads it as UTF-8 and finds no line of the form `name: command`, so nothing starts, and every request ends with H14.'
        : 'The mark becomes part of the first name, so Heroku ignores that line. It is mostly `web`: nothing starts, and every request ends with H14.',
      next: `Save it as UTF-8 without a mark, in your editor or with:\n  ${isWide ? 'iconv -f UTF-16 -t UTF-8 Procfile > Procfile.new && mv Procfile.new Procfile' : "sed -i '1s/^\\xEF\\xBB\\xBF//' Procfile"}`,
    };
  },
});
