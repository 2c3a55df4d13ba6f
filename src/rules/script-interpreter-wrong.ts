import { defineRule } from '../check/rule.ts';
import { type Script, scripts } from '../queries/processes/scripts.ts';

interface Facts {
  readonly path: string;
  readonly fault: 'missing' | 'system-python' | 'none' | 'bash-in-sh';
  /** The interpreter, or the bash syntax. */
  readonly found: string;
}

/**
 * Interpreters that no stack has. Source: heroku/base-images, installed-packages of heroku-22 to
 * heroku-26; read 2026-11-30.
 */
const ON_NO_STACK = /^(zsh|fish|ksh|mksh|csh|tcsh|pwsh|powershell)$/;

/** What bash knows and dash, the `sh` of every stack, does not. Tried on dash 0.5.12. */
const BASH_ONLY =
  /^[ \t]*(?:(?:if|while|until)[ \t]+(?:![ \t]+)?)?(source(?=[ \t]+\S)|\[\[ |set[ \t]+-\w*o[ \t]+pipefail|function[ \t]+\w+)/m;

export default defineRule<Facts>({
  id: 'script-interpreter-wrong',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Ubuntu Packages on Heroku Stacks"',
    url: 'https://devcenter.heroku.com/articles/stack-packages',
  },
  leadsTo: ['H10'],
  docs: 'A script that a build or a dyno runs names an interpreter that is not there, or uses what its own does not know.',
  example: { path: 'release.sh', fault: 'missing', found: '/bin/zsh' },
  *check(repository) {
    for (const script of scripts(repository)) {
      const { path, at } = script;
      const text = repository.files.text(path) ?? '';
      const found = judge(script, text);
      if (found === undefined) continue;
      const { fault, start, end } = found;
      yield {
        at: fault === 'none' ? at : { file: path, start, end },
        facts: { path, fault, found: text.slice(start, end).trimEnd() },
      };
    }
  },
  message: ({ path, fault, found }) => ({
    what: {
      missing: `\`${path}\` asks for \`${found}\`, which no dyno has.`,
      'system-python': `\`${path}\` asks for \`${found}\`, which is not the Python of the app.`,
      none: `\`${path}\` is run here, and its first line names no interpreter.`,
      'bash-in-sh': `\`${path}\` is run by sh, and \`${found}\` is syntax of bash.`,
    }[fault],
    why: {
      missing: 'The dyno stops with exit code 127, "No such file or directory".',
      'system-python':
        'The packages of the app are installed for another Python, the one that the buildpack puts first on PATH: the script stops with ModuleNotFoundError, or its interpreter is not there at all.',
      none: 'The shell reads it as a script of its own, and stops at the first line of Python.',
      'bash-in-sh':
        'On macOS sh is bash. On a dyno it is dash, which stops there with an error or goes on without it.',
    }[fault],
    next: {
      missing:
        'Write `#!/usr/bin/env bash` as its first line, or run it with a program that is there.',
      'system-python': 'Write `#!/usr/bin/env python` as its first line.',
      none: `Write \`#!/usr/bin/env python\` as its first line, or \`python ${path}\` here.`,
      'bash-in-sh': `Run it with bash: \`#!/usr/bin/env bash\` as its first line, and \`bash ${path}\` where it is named.`,
    }[fault],
  }),
});

function judge(
  { path, runBy }: Script,
  text: string,
): { fault: Facts['fault']; start: number; end: number } | undefined {
  const isRunDirectly = runBy === 'system' || runBy === 'buildpack';
  const line = /^#![ \t]*([^\r\n]+)/.exec(text);
  if (isRunDirectly && line === null)
    return path.endsWith('.py') ? { fault: 'none', start: 0, end: 0 } : undefined;
  if (isRunDirectly && line !== null) {
    const start = line[0].length - line[1]!.length;
    const fault = judgeInterpreter(line[1]!.trim());
    if (fault !== undefined) return { fault, start, end: line[0].length };
  }
  const isSh = runBy === 'sh' || (isRunDirectly && /^\/bin\/(sh|dash)\b/.test(line?.[1] ?? ''));
  const bash = isSh ? BASH_ONLY.exec(text) : null;
  if (bash === null) return undefined;
  const start = bash.index + bash[0].length - bash[1]!.length;
  return { fault: 'bash-in-sh', start, end: bash.index + bash[0].length };
}

function judgeInterpreter(written: string): Facts['fault'] | undefined {
  const words = written.split(/[ \t]+/);
  const program = words[0] ?? '';
  if (/(^|\/)env$/.test(program)) {
    const asked = words.slice(1).find((word) => !/^-|=/.test(word)) ?? '';
    return ON_NO_STACK.test(asked) ? 'missing' : undefined;
  }
  if (/^\/usr\/bin\/python[\d.]*$/.test(program)) return 'system-python';
  if (/^(\/usr\/local\/|\/opt\/|\/home\/|\/Users\/|[A-Za-z]:)/.test(program)) return 'missing';
  return ON_NO_STACK.test(program.split('/').at(-1) ?? '') ? 'missing' : undefined;
}
