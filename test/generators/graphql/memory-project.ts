import type { SettingState } from '../../../src/evaluator/api.ts';
import type { Requirement } from '../../../src/project/dependencies.ts';
import type { Repository } from '../../../src/project/repository.ts';
import { memoryFiles } from '../../../src/python/file-tree.ts';
import type { SourceRange } from '../../../src/python/source-range.ts';

const SITE: Readonly<Record<string, string>> = {
  'manage.py': '#!/usr/bin/env python\n',
  'shop/settings.py':
    'INSTALLED_APPS = [\n    "django.contrib.staticfiles",\n    "cart",\n]\n\nROOT_URLCONF = "shop.urls"\n',
  'shop/urls.py':
    'from django.contrib import admin\nfrom django.urls import path\n\nurlpatterns = [\n    path("admin/", admin.site.urls),\n]\n',
  'cart/models.py': 'from django.db import models\n\n\nclass Order(models.Model):\n    pass\n',
  'requirements.txt': 'django>=6.1,<6.2\ngunicorn\n',
};

/**
 * What differs from a small Django 6.1 project that can have the API; a file given as undefined is
 * not there.
 */
export interface Variation {
  readonly files?: Readonly<Record<string, string | undefined>>;
  readonly django?: string;
  readonly python?: string;
  readonly alsoDeclares?: readonly string[];
}

/**
 * A project as its reader would give it, as far as the generator looks: settings and URLs in one
 * package, requirements in one file.
 */
export function memoryProject({
  files = {},
  django = '6.1',
  python,
  alsoDeclares = [],
}: Variation = {}): Repository {
  const texts = Object.entries({ ...SITE, ...files }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const at: SourceRange = { file: 'shop/settings.py', start: 0, end: 0 };
  const states: Record<string, SettingState> = {
    INSTALLED_APPS: { state: 'known', value: [], dependsOn: [], at, elements: undefined },
    ROOT_URLCONF: { state: 'known', value: 'shop.urls', dependsOn: [], at, elements: undefined },
  };
  const production = {
    module: 'shop.settings',
    file: 'shop/settings.py',
    files: ['shop/settings.py'],
    failure: undefined,
    lookups: [],
    names: Object.keys(states),
    get: (name: string): SettingState => states[name] ?? { state: 'absent' },
  };
  const djangoProject: NonNullable<Repository['djangoProject']> = {
    root: '',
    managePath: 'manage.py',
    package: 'shop',
    references: [],
    productionModule: undefined,
    developmentModule: undefined,
    settingsArePackage: false,
    production,
    evaluate: () => production,
    djangoSeries: { lowest: django, highest: django },
    appFolders: ['cart'],
  };
  return {
    root: '/memory',
    files: memoryFiles(Object.fromEntries(texts)),
    git: undefined,
    djangoProjects: [djangoProject],
    djangoProject,
    procfile: undefined,
    herokuYml: undefined,
    appJson: undefined,
    pythonVersion: {
      files: new Map(
        python === undefined ? [] : [['.python-version', { lines: [{ text: python, at }] }]],
      ),
      misspelled: [],
    },
    dependencies: {
      managers: [{ id: 'pip', lockfile: 'requirements.txt' }],
      files: [{ path: 'requirements.txt', kind: 'requirements' }],
      requirements: [],
      locked: new Map(),
      invalid: [],
      editable: { path: 'requirements.txt', kind: 'requirements' },
      declares: (name) => ['django', 'gunicorn', ...alsoDeclares].includes(name),
      find: (): Requirement | undefined => undefined,
    },
    broken: [],
  };
}
