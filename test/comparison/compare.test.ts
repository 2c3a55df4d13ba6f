import { describe, expect, test } from 'vitest';
import { type ComparedRepository, compareWithLiveApp } from '../../src/comparison/compare.ts';
import type { Difference } from '../../src/comparison/difference.ts';
import type { EnvironmentLookup, EvaluatedSettings } from '../../src/evaluator/api.ts';
import type { LiveApp } from '../../src/platform-api/live-app.ts';
import type { AppJson } from '../../src/project/app-json.ts';
import type { SourceRange } from '../../src/python/source-range.ts';

const at: SourceRange = { file: 'x', start: 0, end: 0 };

const LIVE: LiveApp = {
  name: 'shop',
  webUrl: undefined,
  stack: 'heroku-24',
  buildStack: 'heroku-24',
  configVarNames: ['SECRET_KEY'],
  processTypes: [{ name: 'web', quantity: 1, size: 'Basic', command: 'gunicorn shop.wsgi' }],
  lastRelease: {
    version: 3,
    status: 'succeeded',
    description: 'Deploy',
    createdAt: '2026-11-01T00:00:00Z',
  },
  buildpacks: [],
  addons: [],
  maintenance: false,
  commit: undefined,
  domains: [],
  herokuDomain: undefined,
  uncertified: [],
  certificates: [],
  stacks: [{ name: 'heroku-24', state: 'public' }],
};

function settings(
  ...lookups: Pick<EnvironmentLookup, 'variable' | 'required'>[]
): EvaluatedSettings {
  return {
    module: 'shop.settings',
    file: 'shop/settings.py',
    files: ['shop/settings.py'],
    failure: undefined,
    lookups: lookups.map((lookup) => ({ ...lookup, at, fallback: undefined })),
    names: [],
    get: () => ({ state: 'absent' }),
  };
}

function appJson(parts: {
  env?: Record<string, boolean>;
  addons?: string[];
  stack?: string;
  buildpacks?: string[];
}): AppJson {
  const { env = {}, addons = [], buildpacks = [], stack } = parts;
  return {
    env: new Map(
      Object.entries(env).map(([name, required]) => [
        name,
        { name, at, value: undefined, required, generated: false },
      ]),
    ),
    addons: addons.map((value) => ({ value, at })),
    addonVersions: new Map(),
    formation: new Map(),
    buildpacks: buildpacks.map((value) => ({ value, at })),
    stack: stack === undefined ? undefined : { value: stack, at },
    testScript: undefined,
    postdeploy: undefined,
    environments: new Set(),
    problems: [],
  };
}

function procfile(processes: Record<string, string>): NonNullable<ComparedRepository['procfile']> {
  const lines = Object.entries(processes).map(([name, command]) => ({
    name,
    command,
    at,
    commandAt: at,
  }));
  return { lines, processTypes: new Map(lines.map((line) => [line.name, line])), ignored: [] };
}

const NOTHING: ComparedRepository = {
  procfile: undefined,
  appJson: undefined,
  settings: undefined,
};

function told(repository: Partial<ComparedRepository>, live: Partial<LiveApp> = {}): string[] {
  const differences: readonly Difference[] = compareWithLiveApp(
    { ...NOTHING, ...repository },
    { ...LIVE, ...live },
  );
  return differences.map(({ gravity, kind, subject }) => `${gravity} ${kind} ${subject}`);
}

test('a repository that says nothing differs in nothing', () => {
  expect(told({})).toEqual([]);
});

describe('config vars', () => {
  test('one that the settings cannot do without breaks; one with a default does not count', () => {
    const read = settings(
      { variable: 'SECRET_KEY', required: true },
      { variable: 'API_KEY', required: true },
      { variable: 'MAIL', required: false },
    );
    expect(told({ settings: read })).toEqual(['breaks config-var-missing API_KEY']);
  });

  test('one that only app.json requires differs, except the settings module itself', () => {
    const env = { MAIL: true, DJANGO_SETTINGS_MODULE: true, OPTIONAL: false };
    const read = settings({ variable: 'SECRET_KEY', required: true });
    expect(told({ settings: read, appJson: appJson({ env }) })).toEqual([
      'breaks config-var-missing DJANGO_SETTINGS_MODULE',
      'differs config-var-missing MAIL',
    ]);
  });

  test('what every dyno gets is not missing', () => {
    expect(
      told({
        settings: settings(
          { variable: 'SECRET_KEY', required: true },
          { variable: 'PORT', required: true },
        ),
      }),
    ).toEqual([]);
  });

  test('one that nothing reads is noted; those of add-ons and of the platform are not', () => {
    const configVarNames = [
      'SECRET_KEY',
      'OLD_FLAG',
      'REDIS_URL',
      'WEB_CONCURRENCY',
      'DISABLE_COLLECTSTATIC',
      'DJANGO_SETTINGS_MODULE',
    ];
    const addons = [
      { name: 'r', plan: 'heroku-redis:mini', state: 'provisioned', configVars: ['REDIS_URL'] },
    ];
    const differences = told(
      {
        settings: settings({ variable: 'SECRET_KEY', required: true }),
        appJson: appJson({ addons: ['heroku-redis'] }),
      },
      { configVarNames, addons },
    );
    expect(differences).toEqual(['note config-var-not-read OLD_FLAG']);
  });
});

describe('add-ons', () => {
  const postgres = {
    name: 'p',
    plan: 'heroku-postgresql:essential-0',
    state: 'provisioned',
    configVars: ['DATABASE_URL'],
  };

  test.each([
    [['heroku-postgresql'], [], ['breaks add-on-missing heroku-postgresql']],
    [['heroku-postgresql'], [postgres], []],
    [['heroku-postgresql:essential-0'], [postgres], []],
    [['heroku-postgresql:standard-0'], [postgres], ['note add-on-plan heroku-postgresql']],
    [[], [postgres], ['note add-on-not-declared heroku-postgresql']],
  ])('%j declared beside %j', (addons, attached, expected) => {
    expect(told({ appJson: appJson({ addons }) }, { addons: attached })).toEqual(expected);
  });
});

describe('process types', () => {
  test('a new one, a lost one and another command differ; the release type need not be listed by the app', () => {
    const here = procfile({
      release: 'python manage.py migrate',
      web: 'gunicorn shop.wsgi --threads 4',
      worker: 'celery worker',
    });
    const processTypes = [
      ...LIVE.processTypes,
      { name: 'clock', quantity: 1, size: 'Basic', command: 'python clock.py' },
    ];
    expect(told({ procfile: here }, { processTypes })).toEqual([
      'differs process-type-new worker',
      'differs process-type-gone clock',
      'differs process-command web',
    ]);
  });

  test('no web dyno breaks', () => {
    expect(told({}, { processTypes: [{ ...LIVE.processTypes[0]!, quantity: 0 }] })).toEqual([
      'breaks web-scaled-to-zero web',
    ]);
  });
});

test.each([
  [{ stack: 'heroku-26' }, {}, ['differs stack-declared heroku-26']],
  [{ stack: 'heroku-24' }, {}, []],
  [{}, { buildStack: 'heroku-26' }, ['differs stack-of-next-build heroku-26']],
  [
    {},
    { stacks: [{ name: 'heroku-24', state: 'deprecated' }] },
    ['differs stack-deprecated heroku-24'],
  ],
  [
    { buildpacks: ['heroku/python'] },
    { buildpacks: ['https://github.com/heroku/heroku-buildpack-python.git'] },
    [],
  ],
  [
    { buildpacks: ['heroku/python'] },
    { buildpacks: ['heroku/nodejs', 'heroku/python'] },
    ['differs buildpacks buildpacks'],
  ],
  [
    {},
    { lastRelease: { ...LIVE.lastRelease!, status: 'failed' } },
    ['differs release-not-successful v3'],
  ],
])('app.json %j beside a live app with %j', (declared, live, expected) => {
  expect(told({ appJson: appJson(declared) }, live)).toEqual(expected);
});
