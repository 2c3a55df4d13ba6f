import { defineRule, type Fix } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { requirementSources } from '../queries/packages/requirement-sources.ts';

interface Facts {
  readonly name: string;
  readonly source: string;
  readonly kind: 'ssh' | 'git-protocol';
  readonly manager: string;
}

const OVER_SSH = /^(?:git\+|hg\+)?ssh:\/\/|^(?:git\+)?[\w.-]+@[\w.-]+:(?!\d)/;
const OVER_GIT = /^(?:git\+)?git:\/\/(?:www\.)?github\.com[/:]/;

export default defineRule<Facts>({
  id: 'requirement-over-ssh',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'pip documentation, "VCS Support"',
    url: 'https://pip.pypa.io/en/stable/topics/vcs-support/',
  },
  leadsTo: ['install-dependencies::pip'],
  docs: 'A requirement is fetched over SSH, for which the build has no key, or over a protocol that GitHub has disabled.',
  example: {
    name: 'legacy-helpers',
    source: 'git+ssh://git@github.com/example/legacy-helpers.git@v1.4',
    kind: 'ssh',
    manager: 'pip',
  },
  *check(repository) {
    const manager = repository.dependencies.managers[0]?.id ?? 'pip';
    for (const { name, source, at } of requirementSources(repository)) {
      const kind = OVER_SSH.test(source)
        ? 'ssh'
        : OVER_GIT.test(source)
          ? 'git-protocol'
          : undefined;
      if (kind === undefined || (kind === 'ssh' && bringsKey(repository))) continue;
      yield { at, facts: { name, source, kind, manager }, ...overHttps(repository, at, kind) };
    }
  },
  message: ({ name, source, kind, manager }) => ({
    what: `\`${name}\` is fetched ${kind === 'ssh' ? 'over SSH' : 'with the protocol git://'}.`,
    why:
      kind === 'ssh'
        ? `The build has neither a key nor known hosts: git answers "Host key verification failed", and the build stops with \`install-dependencies::${manager}\`.`
        : `GitHub turned that protocol off in 2022, so git cannot connect, and the build stops with \`install-dependencies::${manager}\`.`,
    next: nextStep(source, kind, manager),
  }),
});

/** A hook or a buildpack of the app\'s own may put a key in place before packages are installed. */
function bringsKey({ appJson, files }: Repository): boolean {
  const hook = files.text('bin/pre_compile') ?? '';
  return (
    /\.ssh\b|ssh-add|ssh-agent|insteadOf/i.test(hook) ||
    (appJson?.buildpacks.some(({ value }) => /ssh|netrc|deploy-?key|private-key/i.test(value)) ??
      false)
  );
}

/** The same address over HTTPS, which GitHub answers for every public repository. */
function overHttps(
  { files }: Repository,
  at: SourceRange,
  kind: Facts['kind'],
): { readonly fix?: Fix } {
  const text = (files.text(at.file) ?? '').slice(at.start, at.end);
  const found = /git:\/\/(?=(?:www\.)?github\.com)/.exec(text);
  if (kind !== 'git-protocol' || found === null) return {};
  const start = at.start + found.index;
  const edits = [{ file: at.file, start, end: start + found[0].length, text: 'https://' }];
  return { fix: { title: 'Fetch it over HTTPS', safety: 'unsafe', edits } };
}

function nextStep(source: string, kind: Facts['kind'], manager: string): string {
  const overHttps = source
    .replace(/^git\+/, '')
    .replace(/^(?:ssh|git):\/\//, '')
    .replace(/^[\w.-]+@/, '')
    .replace(/^([\w.-]+):(?!\d)/, '$1/');
  const prefix = manager === 'pip' || source.startsWith('git+') ? 'git+' : '';
  if (kind === 'git-protocol') return `Fetch it over HTTPS:\n  ${prefix}https://${overHttps}`;
  const open = `If the repository is public, fetch it over HTTPS:\n  ${prefix}https://${overHttps}`;
  const index =
    manager === 'pip' || manager === 'pipenv'
      ? 'the config var PIP_EXTRA_INDEX_URL opens: an install on Heroku sees no other config var'
      : 'a token opens';
  return `${open}\n\nIf it is private, publish it to a package index that ${index}.`;
}
