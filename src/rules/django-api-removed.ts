import { defineRule, type Fix } from '../check/rule.ts';
import type { RemovedApi } from '../facts/removed-api.ts';
import { REMOVED_DJANGO_FIELDS, REMOVED_FROM_DJANGO } from '../facts/removed-api.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { type LoadedUse, loadedUses } from '../queries/apps/loaded-uses.ts';
import { removedMetaOptions, removedTemplateTags } from '../queries/apps/removed-django-syntax.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { reachesSeries } from '../queries/packages/reached-version.ts';
import { settingStrings } from '../queries/settings/setting-strings.ts';

/** When what is gone is missed. */
type Effect = 'import' | 'migration' | 'call' | 'check' | 'page' | 'setting';

interface Facts {
  readonly name: string;
  readonly removedIn: string;
  /** The series that the build installs. */
  readonly series: string;
  readonly isCertain: boolean;
  readonly instead: string;
  readonly effect: Effect;
  /** The system check that speaks, for `check`. */
  readonly check?: string;
}

export default defineRule<Facts>({
  id: 'django-api-removed',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Django Deprecation Timeline"',
    url: 'https://docs.djangoproject.com/en/dev/internals/deprecation/',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'Code, settings or templates use an API that the declared Django has removed.',
  example: {
    name: 'CheckConstraint(check=…)',
    removedIn: '6.0',
    series: '6.1',
    isCertain: true,
    instead: 'condition=, also in migrations that are applied already',
    effect: 'import',
  },
  *check(repository) {
    const series = installedSeries(repository);
    if (series === undefined) return;
    const inForce = <Api extends RemovedApi>(table: readonly Api[]): Api[] =>
      table.filter(({ removedIn }) => reachesSeries(repository, removedIn) !== undefined);
    const sighting = (at: SourceRange | undefined, api: RemovedApi, effect: Effect, extra = {}) => {
      const isCertain = reachesSeries(repository, api.removedIn) === 'certain';
      const { removedIn, instead } = api;
      return {
        at,
        facts: { name: shortName(api), removedIn, series, isCertain, instead, effect, ...extra },
        ...(isCertain && effect !== 'call' && effect !== 'page'
          ? {}
          : { severity: 'warning' as const }),
      };
    };
    const removed = inForce(REMOVED_FROM_DJANGO);
    for (const found of loadedUses(repository, removed))
      yield {
        ...sighting(found.use.at, found.api, effectOf(found)),
        ...fixOf(repository, found),
      };
    const fields = inForce(REMOVED_DJANGO_FIELDS);
    for (const { api, use } of loadedUses(repository, fields, ({ call }) => call !== undefined)) {
      if (use.runsAtImport && !use.at.file.includes('/migrations/'))
        yield sighting(use.at, api, 'check', {
          check: fields.find(({ path }) => path === api.path)?.check,
        });
    }
    for (const { setting, value, at } of settingStrings(repository)) {
      const api = removed.find(
        ({ path, keyword }) =>
          keyword === undefined && (value === path || value.startsWith(`${path}.`)),
      );
      if (api !== undefined)
        yield sighting(at, { ...api, path: `${setting}: ${value}` }, 'setting');
    }
    for (const { api, at } of removedMetaOptions(repository, inForce))
      yield sighting(at, api, 'import');
    for (const { api, at } of removedTemplateTags(repository, inForce))
      yield sighting(at, api, 'page');
  },
  message: ({ name, removedIn, series, isCertain, instead, effect, check }) => ({
    what: `\`${name}\` left Django in ${removedIn}, and the build ${isCertain ? 'installs' : 'may install'} ${series}.`,
    why: WHY[effect].replace('CHECK', check ?? ''),
    next: `Use this instead:\n  ${instead}`,
  }),
});

const WHY: Readonly<Record<Effect, string>> = {
  import:
    'Importing this file fails, so collectstatic, the release or the app fails too, and every request ends in H10.',
  migration: '`migrate` imports this file and fails, and with it the release.',
  call: 'Nothing complains until this function runs; then it fails, and the request is a 500.',
  check: '`migrate` checks the models first and stops with CHECK: the release fails.',
  page: 'The page fails with a TemplateSyntaxError (500) when somebody opens it, and not earlier.',
  setting: 'Django cannot import what the setting names, and stops where it is first needed.',
};

function effectOf({ use }: LoadedUse<RemovedApi>): Effect {
  if (!use.runsAtImport) return 'call';
  return use.at.file.includes('/migrations/') ? 'migration' : 'import';
}

function shortName({ path, keyword }: RemovedApi): string {
  return keyword === undefined ? path : `${path.split('.').at(-1)}(${keyword}=…)`;
}

/** The import of what does the same under its new name, or the keyword under its new name. */
function fixOf(
  repository: Repository,
  { api, use: { imported, call } }: LoadedUse<RemovedApi>,
): { readonly fix?: Fix } {
  if (api.isSame !== true) return {};
  if (api.keyword !== undefined) {
    // `condition` is known from 5.1 on, so a range that reaches further down would break there.
    const keyword = call?.find(({ name }) => name === api.keyword);
    if (keyword === undefined || reachesSeries(repository, '5.1') !== 'certain') return {};
    const edits = [{ ...keyword.at, text: 'condition' }];
    return { fix: { title: 'Say condition=', safety: 'unsafe', edits } };
  }
  if (imported === undefined) return {};
  const parts = api.instead.split('.');
  const name = parts.pop() ?? api.instead;
  const written = name === imported.as ? name : `${name} as ${imported.as}`;
  const title = `Import ${api.instead}`;
  if (parts.length === 0)
    return { fix: { title, safety: 'unsafe', edits: [{ ...imported.at, text: written }] } };
  return imported.statementAt !== undefined
    ? {
        fix: {
          title,
          safety: 'unsafe',
          edits: [{ ...imported.statementAt, text: `from ${parts.join('.')} import ${written}` }],
        },
      }
    : {};
}
