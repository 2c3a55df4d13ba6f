import { defineRule } from '../check/rule.ts';
import { pushedText, type Script, scripts } from '../queries/processes/scripts.ts';

interface Facts {
  readonly path: string;
  /** Whether the first line or the shell fails on them. */
  readonly fails: 'interpreter' | 'shell';
}

export default defineRule<Facts>({
  id: 'script-line-ends',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Git documentation, "gitattributes": eol',
    url: 'https://git-scm.com/docs/gitattributes#_eol',
  },
  leadsTo: ['hooks::pre_compile', 'hooks::post_compile', 'H10'],
  docs: 'A script that a build or a dyno runs is in git with the line ends of Windows.',
  example: { path: 'release.sh', fails: 'interpreter' },
  *check(repository) {
    for (const script of scripts(repository)) {
      const fails = failing(script, pushedText(repository, script.path) ?? '');
      if (fails !== undefined) yield { at: script.at, facts: { path: script.path, fails } };
    }
  },
  message: ({ path, fails }) => ({
    what: `\`${path}\` is in git with the line ends of Windows (CRLF).`,
    why:
      fails === 'interpreter'
        ? 'Linux takes the carriage return for a part of the name in the first line: "env: \'bash\\r\': No such file or directory", exit code 127.'
        : 'The shell takes the carriage return for a part of each command: "$\'\\r\': command not found".',
    next: `Have git keep it with LF, and commit it again:\n  echo "*.sh text eol=lf" >> .gitattributes\n  sed -i 's/\\r$//' ${path}\n  git add --renormalize ${path}`,
  }),
});

function failing({ runBy }: Script, text: string): Facts['fails'] | undefined {
  const first = /^[^\n]*/.exec(text)?.[0] ?? '';
  const isRunDirectly = runBy === 'system' || runBy === 'buildpack';
  if (isRunDirectly && first.startsWith('#!')) {
    if (first.endsWith('\r')) return 'interpreter';
    if (!/\b(ba|da)?sh\b/.test(first)) return undefined;
  }
  return runBy !== 'other' && text.includes('\r\n') ? 'shell' : undefined;
}
