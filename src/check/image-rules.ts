import type { Repository } from '../project/repository.ts';
import type { Rule, RuleGroup } from './rule.ts';
import type { RuleId } from './rule-ids.ts';

/** What a Dockerfile decides rather than the buildpack. */
const GROUPS_OF_THE_BUILD: ReadonlySet<RuleGroup> = new Set(['dependencies', 'python-version']);

/** Rules of other groups that speak of the buildpack's own steps, or of the Procfile as a file. */
const OF_THE_BUILD: ReadonlySet<string> = new Set<RuleId>([
  'compress-offline-missing',
  'css-reference-missing',
  'disable-collectstatic-declared',
  'gdal-buildpack-missing',
  'gitignore-trailing-comment',
  'heroku-python-tracked',
  'manage-py-missing',
  'manage-py-symlink',
  'manage-py-too-deep',
  'manage-settings-unnamed',
  'procfile-line-ignored',
  'procfile-misnamed',
  'procfile-missing',
  'procfile-module-missing',
  'procfile-process-twice',
  'procfile-tool-missing',
  'procfile-unread-locally',
  'procfile-web-missing',
  'release-collectstatic',
  'slug-ignored-needed',
  'static-file-missing',
  'static-root-missing',
  'static-root-tracked',
  'venv-tracked',
]);

/** True unless Docker builds the app and the rule speaks of what its image decides. */
export function isJudged({ herokuYml }: Repository, { id, group }: Rule): boolean {
  return herokuYml === undefined || (!GROUPS_OF_THE_BUILD.has(group) && !OF_THE_BUILD.has(id));
}
