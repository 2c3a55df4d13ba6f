import { expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import type { RuleId } from '../../src/check/rule-ids.ts';
import { caseProjects, checked, runTwice } from './case-projects.ts';
import { changesOf, type Texts } from './fixture-project.ts';

const rules = await loadRules();
const projects = caseProjects('foreign-projects');

/** What check and init have to make of one project. */
interface Outcome {
  /** Errors and warnings that check must give, whatever else it finds. */
  readonly finds?: readonly RuleId[];
  /** Rules that must be silent. */
  readonly silent?: readonly RuleId[];
  /** Rules that must be silent once init has written. */
  readonly mends?: readonly RuleId[];
  /** Files that init must not touch. */
  readonly leaves?: readonly string[];
  /** Texts that files must hold after init, and texts that they must not. */
  readonly writes?: Readonly<Record<string, readonly (string | RegExp)[]>>;
  readonly omits?: Readonly<Record<string, readonly (string | RegExp)[]>>;
  /** What init must name as a next step, and what not. */
  readonly names?: readonly (string | RegExp)[];
  readonly namesNot?: readonly (string | RegExp)[];
  /** True when init has nothing to do. */
  readonly empty?: boolean;
}

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  // Settings that a class sets are unknown, not absent.
  'class-settings': {
    silent: ['settings-module-missing', 'static-root-missing', 'sqlite-on-dyno', 'debug-on'],
    leaves: ['mysite/settings/__init__.py'],
    namesNot: ['ENVIRONMENT=production'],
  },
  'dev-beside-production': {
    finds: ['development-settings-in-production'],
    silent: ['debug-on'],
    mends: ['development-settings-in-production', 'allowed-hosts-empty', 'database-url-unread'],
    leaves: ['mysite/settings/dev.py', 'mysite/settings/base.py', 'manage.py'],
    writes: {
      'mysite/settings/production.py': ['SECURE_SSL_REDIRECT = True'],
      'mysite/wsgi.py': ['mysite.settings.production'],
      'app.json': ['"value": "mysite.settings.production"'],
    },
    omits: { 'mysite/settings/production.py': ['PRODUCTION'] },
    names: [/DJANGO_SETTINGS_MODULE=mysite\.settings\.production/],
  },
  'dev-debug-env': {
    finds: ['development-settings-in-production'],
    leaves: ['mysite/settings/develop.py', 'mysite/settings/base.py'],
    mends: ['development-settings-in-production', 'proxy-header-missing'],
    writes: { 'mysite/settings/heroku.py': ['SECURE_PROXY_SSL_HEADER'] },
    omits: { 'mysite/settings/heroku.py': ['PRODUCTION'] },
  },
  'empty-settings-appjson': {
    finds: ['settings-module-missing'],
    mends: ['settings-module-missing'],
    writes: {
      'app.json': ['"value": "mysite.settings.prod"'],
      'manage.py': ['"mysite.settings.prod"'],
      'mysite/wsgi.py': ['"mysite.settings.prod"'],
      '.env.example': ['DJANGO_SETTINGS_MODULE=mysite.settings.prod'],
    },
  },
  'env-off-https': {
    finds: ['ssl-redirect-missing'],
    mends: ['ssl-redirect-missing'],
    writes: {
      'mysite/settings/heroku.py': [
        'SECURE_SSL_REDIRECT = True',
        'SESSION_COOKIE_SECURE = True',
        'CSRF_COOKIE_SECURE = True',
      ],
    },
  },
  'guarded-app-json': {
    silent: ['app-json-variable-undeclared'],
    writes: { 'app.json': [/"SENTRY_DSN":\{[^}]*"required": false/] },
    namesNot: [/CSP_STYLE_SRC|SENTRY_DSN/],
  },
  'heroku-yml': {
    silent: ['static-root-missing', 'python-version-missing', 'procfile-missing'],
    finds: ['proxy-header-missing'],
    mends: ['proxy-header-missing', 'ssl-redirect-missing'],
    leaves: ['heroku.yml', 'Dockerfile', 'Procfile', '.python-version', 'gunicorn.conf.py'],
    writes: { 'app.json': ['"stack": "container"'] },
    names: ['heroku stack:set container'],
  },
  'hosts-appended': {
    finds: ['allowed-hosts-empty'],
    mends: ['allowed-hosts-empty'],
    writes: { 'mysite/settings/heroku.py': ['required("ALLOWED_HOSTS")'] },
    names: [/ALLOWED_HOSTS=/],
  },
  'manage-no-settings': {
    finds: ['manage-settings-unnamed'],
    mends: ['manage-settings-unnamed'],
    writes: { 'manage.py': ['mysite.settings.local'] },
  },
  'manage-runpy': {
    silent: ['manage-py-missing', 'manage-settings-unnamed', 'settings-module-missing'],
    leaves: ['manage.py'],
    writes: {
      'mysite/__main__.py': ['"mysite.settings.local"'],
      Procfile: ['gunicorn mysite.wsgi'],
    },
  },
  'own-whitenoise': {
    silent: ['whitenoise-missing', 'whitenoise-misplaced'],
    omits: { 'mysite/settings/base.py': ['whitenoise.middleware'] },
  },
  'requires-python-exact': {
    finds: ['requires-python-mismatch'],
    mends: ['requires-python-mismatch'],
    writes: { '.python-version': ['3.13.11'] },
  },
  'second-run-debug': { empty: true },
  'second-run-dotenv': { empty: true, finds: ['debug-on'], names: ['git rm --cached .env'] },
  'second-run-env-name': { empty: true },
  'self-reference': {
    finds: ['module-missing'],
    mends: ['module-missing'],
    writes: { 'mysite/settings/base.py': ['"mysite.settings.base.DefaultStorage"'] },
  },
  'suppress-import': { silent: ['import-undeclared', 'settings-import-fails'] },
  'try-import': { silent: ['import-undeclared', 'settings-import-fails'] },
  'via-comments': {
    mends: ['package-manager-missing', 'procfile-module-missing'],
    leaves: ['app/requirements.txt'],
    writes: {
      'app/requirements.in': ['gunicorn>=', 'whitenoise>='],
      'requirements.txt': ['-r app/requirements.txt'],
    },
    names: ['pip-compile app/requirements.in    (regenerates app/requirements.txt)'],
  },
};

test.each(Object.entries(OUTCOMES))('%s', (id, outcome) => {
  const texts = projects[id]!;
  const { plan, after } = runTwice(texts);
  const before = rulesOf(texts);
  const left = rulesOf(after);
  expect(before).toEqual(expect.arrayContaining([...(outcome.finds ?? [])]));
  expect((outcome.silent ?? []).filter((rule) => before.includes(rule))).toEqual([]);
  expect((outcome.mends ?? []).filter((rule) => left.includes(rule))).toEqual([]);
  for (const path of outcome.leaves ?? []) expect([path, after[path]]).toEqual([path, texts[path]]);
  for (const [path, wanted] of Object.entries(outcome.writes ?? {}))
    for (const text of wanted) expect(after[path]).toMatch(text);
  for (const [path, unwanted] of Object.entries(outcome.omits ?? {}))
    for (const text of unwanted) expect(after[path]).not.toMatch(text);
  const next = plan.next.join('\n');
  for (const text of outcome.names ?? []) expect(next).toMatch(text);
  for (const text of outcome.namesNot ?? []) expect(next).not.toMatch(text);
  if (outcome.empty) expect(changesOf(plan)).toEqual([]);
});

test('every project has its outcome', () => {
  expect(Object.keys(OUTCOMES).sort()).toEqual(Object.keys(projects).sort());
});

function rulesOf(texts: Texts): string[] {
  return checked(texts, rules)
    .filter(({ severity }) => severity !== 'hint')
    .map(({ rule }) => rule);
}
