import { defineRule, fixFrom } from '../check/rule.ts';
import { addJsonItem } from '../edits/json.ts';
import { readsDatabaseUrl } from '../queries/settings/database.ts';
import { productionSettings } from '../queries/settings/production-settings.ts';

const PROVIDERS = [
  {
    variable: /^DATABASE_URL$/,
    addons: /^(heroku-postgresql|cleardb|jawsdb|jawsdb-maria|crunchybridge)\b/,
    plan: 'heroku-postgresql:essential-0',
  },
  {
    variable: /^REDIS(_TLS)?_URL$/,
    addons:
      /^(heroku-redis|heroku-key-value-store|rediscloud|redisgreen|stackhero-redis|upstash-redis)\b/,
    plan: 'heroku-redis:mini',
  },
] as const;

export default defineRule<{ variable: string; plan: string }>({
  id: 'app-json-addon-missing',
  group: 'add-ons',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "app.json Schema": addons',
    url: 'https://devcenter.heroku.com/articles/app-json-schema#addons',
  },
  docs: 'The settings read the URL of an add-on that app.json does not request.',
  initFeature: 'app-json',
  example: { variable: 'DATABASE_URL', plan: 'heroku-postgresql:essential-0' },
  *check(repository) {
    const { appJson } = repository;
    if (appJson === undefined) return;
    const read = new Set(
      productionSettings(repository)?.lookups.map(({ variable }) => variable) ?? [],
    );
    if (readsDatabaseUrl(repository)) read.add('DATABASE_URL');
    for (const { variable, addons, plan } of PROVIDERS) {
      const name = [...read].find((one) => variable.test(one));
      if (
        name === undefined ||
        appJson.env.has(name) ||
        appJson.addons.some(({ value }) => addons.test(value))
      )
        continue;
      const result = addJsonItem(repository.files.text('app.json') ?? '', ['addons'], plan);
      yield {
        at: appJson.addons[0]?.at ?? { file: 'app.json', start: 0, end: 0 },
        facts: { variable: name, plan },
        ...fixFrom(`Ask for ${plan}`, 'unsafe', 'app.json', result),
      };
    }
  },
  message: ({ variable, plan }) => ({
    what: `The settings read ${variable}, and app.json requests no add-on that provides it.`,
    why: 'A review app or a second environment made from app.json starts without it. Heroku adds a database by itself only on a first build with psycopg2, never with psycopg 3.',
    next: `Request it in app.json:\n  "addons": ["${plan}"]`,
  }),
});
