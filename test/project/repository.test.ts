import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryFromFiles } from '../../src/project/assemble.ts';
import { readRepository } from '../../src/project/read.ts';
import type { DjangoProject } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { git, makeFolder } from './git/made-repository.ts';

const manage = (module: string) =>
  `import os\nfrom django.core.management import execute_from_command_line\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")\n`;
const server = (module: string) =>
  `import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', '${module}')\n`;
const inMemory = (files: Record<string, string>, options = {}) =>
  repositoryFromFiles('/app', memoryFiles(files), options);
const modules = (djangoProject: DjangoProject | undefined) => [
  djangoProject?.productionModule?.value,
  djangoProject?.developmentModule?.value,
  djangoProject?.package,
  djangoProject?.settingsArePackage,
];

const SHOP = {
  'manage.py': manage('shop.settings'),
  'shop/__init__.py': '',
  'shop/settings.py':
    'import os\nDEBUG = os.environ.get("DEBUG", "on")\nSECRET_KEY = os.environ["SECRET_KEY"]\nPORT = os.environ["PORT"]\n',
  'shop/wsgi.py': server('shop.settings'),
  'shop/asgi.py': server('shop.settings'),
  'cart/migrations/0001_initial.py': '',
  'requirements.txt': 'django==5.2.1\n',
};

describe('a project in the root', () => {
  const repository = inMemory({
    ...SHOP,
    'app.json': '{"env": {"SECRET_KEY": {"generator": "secret"}, "DEBUG": "False"}}',
    Procfile: 'web: gunicorn shop.wsgi\n',
  });
  const djangoProject = repository.djangoProject!;

  test('is the one site, with its modules, package and apps', () => {
    expect(repository.djangoProjects).toEqual([djangoProject]);
    expect([djangoProject.root, djangoProject.managePath, ...modules(djangoProject)]).toEqual([
      '',
      'manage.py',
      'shop.settings',
      'shop.settings',
      'shop',
      false,
    ]);
    expect(djangoProject.appFolders).toEqual(['cart']);
    expect(djangoProject.djangoSeries).toEqual({ lowest: '5.2', highest: '5.2' });
    expect(djangoProject.productionModule?.at.file).toBe('shop/wsgi.py');
  });

  test('names every place that names settings, with the literal', () => {
    const shown = djangoProject.references.map(({ kind, value, at }) => [
      kind,
      value,
      repository.files.text(at.file)?.slice(at.start, at.end),
    ]);
    expect(shown).toEqual([
      ['manage', 'shop.settings', '"shop.settings"'],
      ['wsgi', 'shop.settings', "'shop.settings'"],
      ['asgi', 'shop.settings', "'shop.settings'"],
    ]);
  });

  test('is evaluated as on a dyno: the platform and app.json are known, any other variable is its default or computed', () => {
    expect(djangoProject.production?.failure).toBeUndefined();
    expect(djangoProject.production?.get('PORT')).toMatchObject({ state: 'known', value: '5000' });
    expect(djangoProject.production?.get('DEBUG')).toMatchObject({
      state: 'known',
      value: 'False',
      dependsOn: ['DEBUG'],
    });
    expect(djangoProject.production?.get('SECRET_KEY')).toMatchObject({
      state: 'known',
      value: expect.stringMatching(/^[A-Za-z0-9]{50,}$/),
    });
    expect(inMemory(SHOP).djangoProject?.production?.get('SECRET_KEY')).toMatchObject({
      state: 'computed',
      dependsOn: ['SECRET_KEY'],
    });
    expect(inMemory(SHOP).djangoProject?.production?.get('DEBUG')).toMatchObject({
      state: 'known',
      value: 'on',
      dependsOn: ['DEBUG'],
    });
  });

  test('is evaluated on request in an environment without unknowns', () => {
    expect(
      djangoProject.evaluate('shop.settings', { SECRET_KEY: 'x', PORT: '1' }).get('DEBUG'),
    ).toMatchObject({ state: 'known', value: 'on' });
    expect(djangoProject.evaluate('shop.settings', {}).failure).toMatchObject({
      kind: 'missing-variable',
      variable: 'SECRET_KEY',
    });
  });

  test('takes config vars given beside app.json, and lets them win', () => {
    const given = inMemory(
      { ...SHOP, 'app.json': '{"env": {"DEBUG": "a"}}' },
      { environment: { DEBUG: 'b' } },
    );
    expect(given.djangoProject?.production?.get('DEBUG')).toMatchObject({
      state: 'known',
      value: 'b',
    });
  });
});

describe('which module a dyno imports', () => {
  const split = {
    'manage.py': manage('shop.settings.local'),
    'shop/__init__.py': '',
    'shop/settings/__init__.py': '',
    'shop/settings/base.py': 'DEBUG = False\n',
    'shop/settings/local.py': 'from .base import *\nDEBUG = True\n',
    'shop/settings/heroku.py': 'from .base import *\n',
    'shop/wsgi.py': server('shop.settings.local'),
  };

  test.each([
    [
      'what wsgi.py names, though a module for Heroku lies beside it',
      {},
      'shop.settings.local',
      'shop/wsgi.py',
    ],
    [
      'what the Procfile sets before its command',
      { Procfile: 'web: DJANGO_SETTINGS_MODULE=shop.settings.heroku gunicorn shop.wsgi' },
      'shop.settings.heroku',
      'Procfile',
    ],
    [
      'what the Procfile hands to gunicorn',
      { Procfile: 'web: gunicorn shop.wsgi --env DJANGO_SETTINGS_MODULE=shop.settings.heroku' },
      'shop.settings.heroku',
      'Procfile',
    ],
    [
      'what the release command names',
      {
        Procfile:
          'web: gunicorn shop.wsgi\nrelease: python manage.py migrate --settings=shop.settings.heroku',
      },
      'shop.settings.heroku',
      'Procfile',
    ],
    [
      'what app.json sets, before the Procfile',
      {
        'app.json': '{"env":{"DJANGO_SETTINGS_MODULE":{"value":"shop.settings.base"}}}',
        Procfile: 'web: x --settings a.b',
      },
      'shop.settings.base',
      'app.json',
    ],
    [
      'what manage.py names when no server file does',
      { 'shop/wsgi.py': 'import os\n' },
      'shop.settings.local',
      'manage.py',
    ],
    [
      'what asgi.py names when that is served',
      {
        'shop/asgi.py': server('shop.settings.heroku'),
        Procfile: 'web: uvicorn shop.asgi:application',
      },
      'shop.settings.heroku',
      'shop/asgi.py',
    ],
  ])('%s', (_name, files, module, file) => {
    const djangoProject = inMemory({ ...split, ...files }).djangoProject;
    expect([
      djangoProject?.productionModule?.value,
      djangoProject?.productionModule?.at.file,
    ]).toEqual([module, file]);
    expect([
      djangoProject?.developmentModule?.value,
      djangoProject?.package,
      djangoProject?.settingsArePackage,
    ]).toEqual(['shop.settings.local', 'shop', true]);
  });

  test('a computed name is no name, a constant default and a constant held by a name are', () => {
    const of = (lines: string) =>
      inMemory({ 'manage.py': `import os  # django\n${lines}\n` }).djangoProject?.references.map(
        ({ value }) => value,
      );
    expect(
      of('os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"shop.settings.{os.environ[\'ENV\']}")'),
    ).toEqual([]);
    expect(of('os.environ.setdefault(key="DJANGO_SETTINGS_MODULE", value="a.b")')).toEqual(['a.b']);
    expect(of('os.environ["DJANGO_SETTINGS_MODULE"] = "a.b"')).toEqual(['a.b']);
    expect(of('config("DJANGO_SETTINGS_MODULE", default="a.b")')).toEqual(['a.b']);
    expect(of('os.environ["DJANGO_SETTINGS_MODULE"] = "a-plus.b"')).toEqual(['a-plus.b']);
    expect(of('os.environ["DJANGO_SETTINGS_MODULE"] = "a plus.b"')).toEqual([]);
    expect(of('name = "a.b"\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", name)')).toEqual([
      'a.b',
    ]);
    expect(of('# os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")')).toEqual([]);
  });

  test('a module for tests in a branch of manage.py is not the one of development', () => {
    const branches =
      'import os, sys  # django\nif "test" in sys.argv:\n    os.environ["DJANGO_SETTINGS_MODULE"] = "a.settings.test"\nelse:\n    os.environ["DJANGO_SETTINGS_MODULE"] = "a.settings.dev"\n';
    expect(inMemory({ 'manage.py': branches }).djangoProject?.developmentModule?.value).toBe(
      'a.settings.dev',
    );
  });

  test('test configurations are named as such', () => {
    const files = {
      ...split,
      'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = shop.settings.test\n',
      'pyproject.toml': '[tool.pytest.ini_options]\nDJANGO_SETTINGS_MODULE = "shop.settings.ci"\n',
    };
    const found = inMemory(files).djangoProject?.references.filter(
      ({ kind }) => kind === 'test-configuration',
    );
    expect(found?.map(({ value, at }) => [value, at.file])).toEqual([
      ['shop.settings.test', 'pytest.ini'],
      ['shop.settings.ci', 'pyproject.toml'],
    ]);
  });
});

describe('where projects lie', () => {
  const below = (folder: string, files: Record<string, string> = SHOP) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

  test('in a folder: paths are the repository’s, modules are dotted from the folder', () => {
    const djangoProject = inMemory(below('backend')).djangoProject!;
    expect([djangoProject.root, ...modules(djangoProject)]).toEqual([
      'backend',
      'shop.settings',
      'shop.settings',
      'shop',
      false,
    ]);
    expect([djangoProject.appFolders, djangoProject.production?.file]).toEqual([
      ['backend/cart'],
      'backend/shop/settings.py',
    ]);
  });

  test('two side by side: neither is meant until one is asked for', () => {
    const files = { ...below('one'), ...below('two') };
    expect(inMemory(files).djangoProjects.map(({ root }) => root)).toEqual(['one', 'two']);
    expect(inMemory(files).djangoProject).toBeUndefined();
    for (const project of ['two', './two/', 'two/manage.py'])
      expect(inMemory(files, { project }).djangoProject?.root).toBe('two');
    expect(inMemory(files, { project: 'two' }).djangoProject?.appFolders).toEqual(['two/cart']);
  });

  test('a site that is not there is wrong use', () => {
    expect(() => inMemory(below('one'), { project: 'three' })).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: "There is no Django project in 'three'",
        evidence: ['one/manage.py'],
        next: ['Name one of the folders above.'],
      }),
    );
  });

  test('one above another: the upper is meant, and does not own what lies below the other', () => {
    const repository = inMemory({ ...SHOP, ...below('tools/inner') });
    expect([
      repository.djangoProject?.root,
      repository.djangoProject?.appFolders,
      repository.djangoProjects.length,
    ]).toEqual(['', ['cart'], 2]);
  });

  test('specimens of tests, packages and scripts of other frameworks are no projects; specimens alone are', () => {
    const others = {
      ...below('tests/fixtures/p'),
      ...below('lib/site-packages/p'),
      'flask/manage.py': 'from flask_script import Manager\n',
    };
    expect(inMemory({ ...SHOP, ...others }).djangoProjects.map(({ root }) => root)).toEqual(['']);
    expect(inMemory(others).djangoProjects.map(({ root }) => root)).toEqual(['tests/fixtures/p']);
  });

  test('packages in src beside manage.py are found there', () => {
    const { 'manage.py': script, ...rest } = SHOP;
    const djangoProject = inMemory({
      'manage.py': `import sys\nsys.path.insert(0, "src")\n${script}`,
      ...below('src', rest),
    }).djangoProject;
    expect([...modules(djangoProject), djangoProject?.production?.file]).toEqual([
      'shop.settings',
      'shop.settings',
      'shop',
      false,
      'src/shop/settings.py',
    ]);
  });

  test('manage.py as a link to another one is not a second project', () => {
    const files = memoryFiles(
      { ...below('backend'), 'manage.py': SHOP['manage.py'] },
      { 'manage.py': 'backend/manage.py' },
    );
    expect(repositoryFromFiles('/app', files).djangoProjects.map(({ root }) => root)).toEqual([
      'backend',
    ]);
  });

  test('a folder without Django is a project without sites, and nothing is broken', () => {
    const repository = inMemory({ 'readme.md': '# x' });
    expect([
      repository.djangoProjects,
      repository.djangoProject,
      repository.procfile,
      repository.appJson,
      repository.git,
      repository.broken,
    ]).toEqual([[], undefined, undefined, undefined, undefined, []]);
    expect(repository.dependencies.editable).toBeUndefined();
  });
});

test('files that are not what they claim to be are told, and nothing throws', () => {
  const repository = inMemory({
    ...SHOP,
    'shop/settings.py': 'DEBUG = True\nif DEBUG\n',
    'app.json': '{',
    'pyproject.toml': '[project\n',
    '{{ cookiecutter.slug }}/manage.py': manage('config.settings'),
  });
  const shown = repository.broken.map(({ at, what }) => `${at.file}: ${what}`);
  expect(shown).toEqual([
    'app.json: It is not JSON: a name in double quotes is expected',
    expect.stringMatching(/^pyproject\.toml: It is not TOML: /),
    expect.stringMatching(/^shop\/settings\.py: It is not Python: .*\(line 2\)$/),
    '{{ cookiecutter.slug }}/manage.py: It is the template of a project, with names still to be filled in; make a project from it first',
  ]);
  expect(repository.djangoProject?.production?.failure?.kind).toBe('syntax-error');
});

test('the same project on disk reads the same, and git is known', () => {
  const root = makeFolder(SHOP);
  git(root, ['init', '-q', '-b', 'main']);
  git(root, ['add', 'manage.py']);
  const repository = readRepository(root);
  expect([
    repository.root,
    repository.djangoProject?.productionModule?.value,
    repository.git?.branch,
    [...(repository.git?.tracked ?? [])],
  ]).toEqual([root, 'shop.settings', 'main', ['manage.py']]);
});

test('the workshop’s start state is read in full', () => {
  const root = resolve(import.meta.dirname, '../fixtures/projects/workshop-start');
  const { djangoProject, broken } = readRepository(root);
  expect([...modules(djangoProject), djangoProject?.production?.failure, broken]).toEqual([
    'gettingstarted.settings',
    'gettingstarted.settings',
    'gettingstarted',
    false,
    undefined,
    [],
  ]);
  expect(djangoProject?.production?.file).toBe(join('gettingstarted', 'settings.py'));
});
