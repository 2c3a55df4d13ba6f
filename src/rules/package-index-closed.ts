import { defineRule, type Fix, type Severity } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { type PackageIndex, packageIndexes } from '../queries/packages/package-indexes.ts';

interface Facts {
  readonly url: string;
  readonly kind: 'internal' | 'secret' | 'unexpanded' | 'undeclared' | 'anonymous';
  readonly manager: PackageIndex['manager'];
  /** Config vars that open it, or that are named and not declared. */
  readonly variables: readonly string[];
}

/**
 * Hosts whose indexes ask for credentials. Source: the documentation of each service; read
 * 2026-11-30.
 */
const PRIVATE_HOSTS =
  /(?:^|\.)(?:jfrog\.io|pkgs\.dev\.azure\.com|pkgs\.visualstudio\.com|fury\.io|pkg\.dev)$|\.d\.codeartifact\.[a-z0-9-]+\.amazonaws\.com$/;

/** Names and addresses that only one network knows. Source: RFC 1918, RFC 6762, RFC 8375. */
const INTERNAL_HOSTS =
  /^(?:localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|[^.]+)$|\.(?:local|localdomain|internal|intranet|lan|corp|home\.arpa)$/i;

export default defineRule<Facts>({
  id: 'package-index-closed',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'pip documentation, "Requirements File Format": using environment variables',
    url: 'https://pip.pypa.io/en/stable/reference/requirements-file-format/#using-environment-variables',
  },
  leadsTo: [
    'install-dependencies::pip',
    'install-dependencies::uv',
    'install-dependencies::poetry',
  ],
  docs: 'The build cannot reach a package index or lacks its credentials, or its password is in git.',
  example: {
    url: 'https://example.jfrog.io/api/pypi/simple',
    kind: 'anonymous',
    manager: 'pip',
    variables: ['PIP_TOKEN'],
  },
  *check(repository) {
    for (const index of packageIndexes(repository)) {
      const found = judge(repository, index);
      if (found === undefined) continue;
      const { severity, ...facts } = found;
      yield {
        at: index.at,
        facts: { url: withoutSecret(index.url), manager: index.manager, ...facts },
        ...(severity === undefined ? {} : { severity }),
        ...(facts.kind === 'unexpanded' ? withBraces(index) : {}),
      };
    }
  },
  message: ({ url, kind, manager, variables }) => ({
    what: `The package index \`${url}\` ${WHAT[kind]}.`,
    why: WHY[kind].replace('MANAGER', manager),
    next: nextStep(kind, manager, variables, url),
  }),
});

/** Each variable in the spelling that pip fills in. */
function withBraces({ url, at }: PackageIndex): { readonly fix: Fix } {
  const text = url.replace(/\$\{?(\w+)\}?/g, (_all, name: string) => `\${${name.toUpperCase()}}`);
  const edits = [{ ...at, text }];
  return { fix: { title: 'Write the variable in braces', safety: 'unsafe', edits } };
}

const WHAT: Readonly<Record<Facts['kind'], string>> = {
  internal: 'is known on one network only',
  secret: 'is in git with its password',
  unexpanded: 'holds a variable that pip does not fill in',
  undeclared: 'is opened by config vars that app.json does not declare',
  anonymous: 'needs credentials, and none are given',
};

const WHY: Readonly<Record<Facts['kind'], string>> = {
  internal:
    'The build runs at Heroku and cannot reach it: it stops with `install-dependencies::MANAGER`.',
  secret: 'Whoever can read the repository can read the index and, often, publish to it.',
  unexpanded:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the braces of pip
    'pip fills in `${NAME}` with capital letters alone, so the index is asked with this very text, and the build stops with `install-dependencies::pip`.',
  undeclared:
    'An app that is made from app.json has no value for them, the index answers 401, and the build stops with `install-dependencies::MANAGER`.',
  anonymous:
    'The index answers 401 to the build, which then stops with `install-dependencies::MANAGER`, unless a config var of the app provides them.',
};

function judge(
  { appJson }: Repository,
  { url, name, manager }: PackageIndex,
): { kind: Facts['kind']; variables: readonly string[]; severity?: Severity } | undefined {
  const [, userinfo, host = ''] = /^https?:\/\/(?:([^@/]*)@)?([^/:?#]*)/i.exec(url) ?? [];
  if (host === '' || host.includes('$')) return undefined;
  if (INTERNAL_HOSTS.test(host)) return { kind: 'internal', variables: [] };
  const variables = [...url.matchAll(/\$\{?(\w+)\}?/g)].map((match) => match[1] ?? '');
  if (manager === 'pip' && /\$(?!\{[A-Z0-9_]+\})/.test(url))
    return { kind: 'unexpanded', variables };
  const written =
    userinfo
      ?.replace(/\$\{?\w+\}?/g, '')
      .split(':')
      .at(-1) ?? '';
  if (written !== '') return { kind: 'secret', variables: ['INDEX_TOKEN'], severity: 'warning' };
  const needed = variables.length > 0 ? variables : namesOf(manager, name);
  const isDeclared = needed.some((one) => appJson?.env.has(one));
  if (variables.length > 0)
    return appJson === undefined || isDeclared
      ? undefined
      : { kind: 'undeclared', variables, severity: 'warning' };
  return PRIVATE_HOSTS.test(host) && !isDeclared
    ? { kind: 'anonymous', variables: needed, severity: 'warning' }
    : undefined;
}

/** The config vars that a tool takes the credentials of an index from. */
function namesOf(manager: PackageIndex['manager'], name: string | undefined): string[] {
  const upper = (name ?? 'private').replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
  if (manager === 'uv') return [`UV_INDEX_${upper}_USERNAME`, `UV_INDEX_${upper}_PASSWORD`];
  if (manager === 'poetry')
    return [`POETRY_HTTP_BASIC_${upper}_USERNAME`, `POETRY_HTTP_BASIC_${upper}_PASSWORD`];
  return ['INDEX_TOKEN'];
}

function withoutSecret(url: string): string {
  return url.replace(/^(https?:\/\/)([^@/]*)@/i, (_all, scheme: string, userinfo: string) =>
    userinfo.includes('$') ? `${scheme}${userinfo}@` : scheme,
  );
}

function nextStep(
  kind: Facts['kind'],
  manager: Facts['manager'],
  variables: readonly string[],
  url: string,
): string {
  if (kind === 'internal')
    return 'Name an index that can be reached from outside, or add the package to the repository.';
  const set = `heroku config:set ${variables.map((one) => `${one}=…`).join(' ')}`;
  if (kind === 'undeclared')
    return `Declare them in app.json, and set them on an app that exists:\n  ${set}`;
  if (manager === 'uv' || manager === 'poetry')
    return `${kind === 'secret' ? 'Withdraw the password, write the address without it, and set' : 'Set'} the config vars that ${manager === 'uv' ? 'uv' : 'Poetry'} looks for:\n  ${set}`;
  const variable = variables[0]?.toUpperCase() ?? 'INDEX_TOKEN';
  const bare = url.replace(/^(https?:\/\/)(?:[^@/]*@)?/i, '$1');
  const address = bare.replace(/^(https?:\/\/)/i, `$1\${${variable}}@`);
  return `${kind === 'secret' ? 'Withdraw the password, and let' : 'Let'} a config var open it:\n  ${address}\n  heroku config:set ${variable}=…`;
}
