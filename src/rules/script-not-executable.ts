import { defineRule, type Fix } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { type Script, scripts } from '../queries/processes/scripts.ts';

interface Facts {
  readonly path: string;
  /** What could run it, such as `bash`; undefined when its first line does not tell. */
  readonly program: string | undefined;
}

export default defineRule<Facts>({
  id: 'script-not-executable',
  group: 'processes',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Git documentation, "git-update-index": --chmod',
    url: 'https://git-scm.com/docs/git-update-index#Documentation/git-update-index.txt---chmod-x',
  },
  leadsTo: ['H10'],
  docs: 'The Procfile, the release or another script runs a script that git does not keep as executable.',
  example: { path: 'release.sh', program: 'bash' },
  *check(repository) {
    const { git } = repository;
    if (git === undefined) return;
    for (const script of scripts(repository)) {
      const tracked = git.trackedFile(script.path);
      if (script.runBy !== 'system' || tracked === undefined || tracked.executable) continue;
      const program = programFor(repository, script.path);
      yield {
        at: script.at,
        facts: { path: script.path, program },
        ...runThrough(script, program),
      };
    }
  },
  message: ({ path, program }) => ({
    what: `\`${path}\` is run here, and git keeps it as a file that is not executable.`,
    why: 'The mode comes from git, whatever the disk says: the dyno stops with exit code 126, "Permission denied". Windows and some editors never set it.',
    next: `Set it in git${program === undefined ? '' : `, or write \`${program} ${path}\``}:\n  git update-index --chmod=+x ${path}`,
  }),
});

/** The program that can be given the file, told by its first line. */
function programFor({ files }: Repository, path: string): string | undefined {
  const first = /^#!(.*)/.exec(files.text(path) ?? '')?.[1] ?? '';
  if (/\bbash\b/.test(first)) return 'bash';
  if (/\bpython[\d.]*\b/.test(first)) return 'python';
  if (/\/sh\b|\bdash\b/.test(first)) return 'sh';
  return first === '' && path.endsWith('.sh') ? 'bash' : undefined;
}

/** In a JSON text the offsets may differ from those of the command. */
function runThrough({ at }: Script, program: string | undefined): { readonly fix?: Fix } {
  if (at.file === 'app.json' || program === undefined) return {};
  return {
    fix: {
      title: `Run it through ${program}`,
      safety: 'safe',
      edits: [{ file: at.file, start: at.start, end: at.start, text: `${program} ` }],
    },
  };
}
