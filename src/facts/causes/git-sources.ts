import { type CauseRow, linesWith } from './cause.ts';

/** Source: build rules of the classic buildpack, v351: the environment of an install. */
const PRIVATE =
  'If it is private, publish it to a package index that the config var PIP_EXTRA_INDEX_URL opens: an install on Heroku sees no other config var.';

/** Why a requirement that comes from git could not be had. Tried with git 2.39; read 2026-11-30. */
export const GIT_CAUSES: readonly CauseRow[] = [
  {
    id: 'git-over-ssh',
    find: ({ text }) => {
      const failed =
        /Host key verification failed|Permission denied \(publickey|ssh: |Could not read from remote repository/;
      const source = /(?:git\+)?ssh:\/\/(?:[^@\s/]*@)?([^\s'`"]+)|git@([\w.-]+:[^\s'`"]+)/.exec(
        text,
      );
      if (!failed.test(text) || source === null) return undefined;
      const place = (source[1] ?? source[2] ?? '').replace(/^([\w.-]+):(?!\d)/, '$1/');
      return {
        what: 'A requirement comes over ssh, and a build on Heroku has no key for it',
        evidence: linesWith(text, /^Collecting|Host key|publickey|ssh: |Could not read/),
        remedy: [
          'If the repository is public, name it over https:',
          `  git+https://${place}`,
          PRIVATE,
        ],
      };
    },
  },
  {
    id: 'git-login-missing',
    find: ({ text }) => {
      const failed =
        /could not read Username for|Authentication failed for|terminal prompts disabled|Repository not found|repository '[^']*' not found/;
      if (!failed.test(text)) return undefined;
      const url = /(?:for|repository) '(https?:\/\/[^']+)'/.exec(text)?.[1] ?? 'the repository';
      return {
        what: `${url} is private or does not exist, and the build has no login for it`,
        evidence: linesWith(text, failed),
        remedy: ['Check the address.', PRIVATE],
      };
    },
  },
  {
    id: 'git-revision-missing',
    find: ({ text }) => {
      const failed =
        /pathspec '([^']+)' did not match|[Rr]emote branch (\S+) not found|couldn't find remote ref (\S+)|Failed to resolve reference `([^`]+)`|failed to (?:find|fetch) (?:branch|tag|commit)[^`]*`([^`]+)`/;
      const found = failed.exec(text);
      if (found === null) return undefined;
      return {
        what: `The repository has no branch, tag or commit '${found.slice(1).find(Boolean)}'`,
        evidence: linesWith(text, failed),
        remedy: ['Name one that is pushed there, after the @ of the address.'],
      };
    },
  },
];
