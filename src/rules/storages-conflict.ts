import { defineRule, fixFrom } from '../check/rule.ts';
import { removeSetting } from '../edits/python/setting.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { settingOf } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<{ setting: string; series: string }>({
  id: 'storages-conflict',
  group: 'static-files',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django 4.2 release notes, "Custom file storages"',
    url: 'https://docs.djangoproject.com/en/6.1/releases/4.2/#custom-file-storages',
  },
  leadsTo: ['collectstatic-improper-configuration'],
  docs: 'STORAGES is combined with the setting it replaced, which Django 4.2 and 5.0 reject.',
  example: { setting: 'STATICFILES_STORAGE', series: '4.2' },
  *check(repository) {
    const series = installedSeries(repository);
    const storages = settingOf(repository, 'STORAGES');
    if (series === undefined || !isAtLeast(series, '4.2') || isAtLeast(series, '5.1')) return;
    if (storages === undefined || storages.state === 'absent') return;
    for (const setting of ['STATICFILES_STORAGE', 'DEFAULT_FILE_STORAGE']) {
      const state = settingOf(repository, setting);
      if (state === undefined || state.state === 'absent') continue;
      const source = settingSource(repository, setting);
      const result = source && removeSetting(source, setting);
      yield {
        at: state.at,
        facts: { setting, series },
        ...fixFrom(`Delete ${setting}`, 'unsafe', source?.file, result),
      };
    }
  },
  message: ({ setting, series }) => ({
    what: `${setting} and STORAGES are both set.`,
    why: `Django ${series} takes them for each other's contradiction and raises ImproperlyConfigured: the build stops in collectstatic.`,
    next: `Keep STORAGES and delete ${setting}.`,
  }),
});
