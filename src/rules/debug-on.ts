import { defineRule, fixFrom } from '../check/rule.ts';
import { decideByEnvironment } from '../edits/python/decide-setting.ts';
import { decidingLookups } from '../queries/settings/deciding-lookups.ts';
import { developmentModuleInProduction } from '../queries/settings/production-module.ts';
import {
  knownSetting,
  productionSettings,
  settingOf,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';
import { isOnByDefault } from '../queries/settings/settings-without-config-vars.ts';

export default defineRule<{ module: string; variable: string | undefined }>({
  id: 'debug-on',
  group: 'settings',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Deployment checklist": DEBUG',
    url: 'https://docs.djangoproject.com/en/6.1/howto/deployment/checklist/#debug',
  },
  docs: 'DEBUG is on in the production settings, or on unless an environment variable turns it off.',
  initFeature: 'settings',
  example: { module: 'shop.settings', variable: undefined },
  *check(repository) {
    const settings = productionSettings(repository);
    if (settings === undefined || developmentModuleInProduction(repository) !== undefined) return;
    const known = knownSetting(repository, 'DEBUG');
    const source = settingSource(repository, 'DEBUG');
    const fixBy = (variable: string) =>
      fixFrom(
        'Turn it on only through the environment',
        'unsafe',
        source?.file,
        source && decideByEnvironment(source, 'DEBUG', `os.environ.get("${variable}", "") == "1"`),
      );
    if (known?.value === true)
      yield {
        at: known.at,
        facts: { module: settings.module, variable: undefined },
        ...fixBy('DJANGO_DEBUG'),
      };
    const state = settingOf(repository, 'DEBUG');
    if (state?.state !== 'computed') return;
    const lookup = decidingLookups(settings, state).find(({ fallback }) => isOn(fallback));
    const [variable] = state.dependsOn ?? [];
    if (lookup !== undefined)
      yield {
        at: state.at ?? lookup.at,
        facts: { module: settings.module, variable: lookup.variable },
        ...fixBy(lookup.variable),
      };
    // A helper of the project\'s own may hold the default.
    else if (variable !== undefined && isOnByDefault(repository, 'DEBUG'))
      yield { at: state.at, facts: { module: settings.module, variable }, ...fixBy(variable) };
  },
  message: ({ module, variable }) => ({
    what:
      variable === undefined
        ? `DEBUG is on in \`${module}\`, the settings that a dyno imports.`
        : `DEBUG in \`${module}\` is on unless the config var ${variable} says otherwise.`,
    why: 'Error pages expose source code, settings and SQL to visitors, and Django keeps every query in memory until the dyno runs out.',
    next: `Turn it on only through the environment:\n  DEBUG = os.environ.get("${variable ?? 'DJANGO_DEBUG'}", "") == "1"`,
  }),
});

function isOn(fallback: unknown): boolean {
  return (
    fallback === true ||
    fallback === 1 ||
    (typeof fallback === 'string' && /^(true|1|on|yes|y|ok|t)$/i.test(fallback))
  );
}
