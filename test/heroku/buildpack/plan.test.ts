import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type PlanOptions, planBuild } from '../../../src/heroku/buildpack/plan.ts';
import { memoryFiles } from '../../../src/python/file-tree.ts';
import { keepToAugustFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: true });

const CLASSIC: PlanOptions = {
  stack: 'heroku-26',
  buildpack: 'classic',
  mode: 'build',
  configVars: {},
  cache: undefined,
};

function plan(files: Record<string, string | Uint8Array>, options: Partial<PlanOptions> = {}) {
  return planBuild(memoryFiles(files), { ...CLASSIC, ...options });
}

function reasonOf(files: Record<string, string | Uint8Array>, options: Partial<PlanOptions> = {}) {
  const { failureReason, failureDetail } = plan(files, options);
  return [failureReason, failureDetail];
}

const PIP = { 'requirements.txt': 'Django~=5.2.0\n' };

describe('package managers', () => {
  test('a Pipfile without a lock ends the build even beside requirements.txt', () => {
    expect(reasonOf({ ...PIP, Pipfile: '' })).toEqual([
      'package-manager::pipenv-missing-lockfile',
      null,
    ]);
  });
  test('several are named in the order of the platform', () => {
    expect(reasonOf({ ...PIP, 'uv.lock': '', 'Pipfile.lock': '', 'poetry.lock': '' })).toEqual([
      'package-manager::multiple-found',
      'pipenv,pip,poetry,uv',
    ]);
  });
  test('the Cloud Native Buildpack does not know Pipenv', () => {
    expect(reasonOf({ 'Pipfile.lock': '{}' }, { buildpack: 'cnb' })).toEqual([
      'cnb::DeterminePackageManager::NoneFound',
      null,
    ]);
  });
  test('setup.py alone has a reason of its own', () => {
    expect(reasonOf({ 'setup.py': '' })).toEqual(['package-manager::setup-py-only', null]);
  });
});

describe('early checks', () => {
  test.each([
    ['heroku-20', 'checks::stack::eol'],
    ['cedar-14', 'checks::stack::eol'],
    ['heroku-30', 'checks::stack::unknown'],
  ])('stack %s is refused with %s', (stack, reason) => {
    expect(reasonOf(PIP, { stack })).toEqual([reason, stack]);
  });
  test('a virtual environment counts by its pyvenv.cfg, in .venv before venv, and under no other name', () => {
    expect(reasonOf({ ...PIP, 'venv/pyvenv.cfg': '', '.venv/pyvenv.cfg': '' })).toEqual([
      'checks::existing-venv-dir',
      '.venv',
    ]);
    expect(reasonOf({ ...PIP, 'venv/bin/python': '', 'env/pyvenv.cfg': '' })).toEqual([null, null]);
  });
  test('a missing package manager file is reported before the virtual environment', () => {
    expect(reasonOf({ 'manage.py': '', '.venv/pyvenv.cfg': '' })).toEqual([
      'package-manager::none-found',
      null,
    ]);
  });
  test('a committed .heroku/python is refused before everything that follows', () => {
    expect(reasonOf({ 'manage.py': '', '.heroku/python/bin/python': '' })).toEqual([
      'checks::existing-python-dir',
      null,
    ]);
  });
});

describe('the wanted Python', () => {
  const withVersion = (text: string | Uint8Array) => reasonOf({ ...PIP, '.python-version': text });
  test.each([
    '3',
    '3.014',
    '3.14.*',
    '^3.12',
    '3.14rc1',
    'python-3.14',
    '"3.14"',
    '3.14 # comment',
    'system',
  ])('%s is no version', (text) => {
    expect(withVersion(`${text}\n`)).toEqual(['python-version-file::invalid-version', text]);
  });
  test('a bad line is reported before too many lines', () => {
    expect(withVersion('3.13\nx\n3.14\n')).toEqual(['python-version-file::invalid-version', 'x']);
    expect(withVersion('3.14\n3.14\n')).toEqual([
      'python-version-file::multiple-versions',
      '3.14,3.14',
    ]);
    expect(withVersion('# nothing\n\n')).toEqual(['python-version-file::no-version', null]);
  });
  test('encodings are named as the file tool names them', () => {
    expect(withVersion('\ufeff3.14\n')).toEqual([
      'python-version-file::invalid-encoding',
      'Unicode text, UTF-8 (with BOM) text',
    ]);
    expect(withVersion(Buffer.from('\ufeff3.14\r\n', 'utf16le'))).toEqual([
      'python-version-file::invalid-encoding',
      'Unicode text, UTF-16, little-endian text, with CRLF line terminators',
    ]);
    expect(withVersion(Buffer.from('3.14 \u00e9\n', 'latin1'))).toEqual([
      'python-version-file::invalid-encoding',
      'ISO-8859 text',
    ]);
    expect(withVersion(Buffer.from('3.14\u0080\n', 'latin1'))[0]).toBe(
      'python-version-file::invalid-version',
    );
    expect(withVersion(Buffer.from('3.14\n', 'utf16le'))[0]).toBe(
      'python-version-file::invalid-version',
    );
  });
  test('an em space is trimmed and a no-break space is not', () => {
    expect(plan({ ...PIP, '.python-version': '\u20033.13\u2003\r\n' }).pythonVersion).toBe(
      '3.13.15',
    );
    expect(withVersion('3.13\u00a0\n')).toEqual([
      'python-version-file::invalid-version',
      '3.13\u00a0',
    ]);
  });
  test('a misspelt file ends the build even beside the right one, but not beside runtime.txt', () => {
    const files = { ...PIP, '.python-version': '3.14', python_version: '3.14' };
    expect(reasonOf(files)).toEqual(['python-version-file::misspelled', 'python_version']);
    expect(reasonOf({ ...files, 'runtime.txt': 'python-3.13' })).toEqual([null, null]);
  });
  test.each([
    ['3.13', '3.13'],
    ['Python-3.13', 'Python-3.13'],
    ['python-3.13\npython-3.13', 'python-3.13\npython-3.13'],
    ['', ''],
  ])('runtime.txt with %j is refused', (text, detail) => {
    expect(reasonOf({ ...PIP, 'runtime.txt': text })).toEqual([
      'runtime-txt::invalid-version',
      detail,
    ]);
  });
  test('details are cut at the lengths of the platform', () => {
    expect(withVersion('x'.repeat(300))[1]).toBe('x'.repeat(100));
    const lock = JSON.stringify({ _meta: { requires: { python_version: 'y'.repeat(80) } } });
    expect(reasonOf({ 'Pipfile.lock': lock })).toEqual([
      'pipfile-lock::invalid-version',
      'y'.repeat(50),
    ]);
  });
  test('a Pipfile.lock gives the full version first; null and a missing field go on, an empty file does not', () => {
    const lock = (requires: object) => ({
      'Pipfile.lock': JSON.stringify({ _meta: { requires } }),
    });
    expect(
      plan(lock({ python_full_version: '3.12.3', python_version: '3.12' })).pythonVersion,
    ).toBe('3.12.3');
    expect(plan(lock({ python_full_version: null })).pythonVersionSource).toBe('default');
    expect(reasonOf({ 'Pipfile.lock': '' })).toEqual(['pipfile-lock::invalid-version', '']);
    expect(reasonOf({ 'Pipfile.lock': 'This is not JSON' })).toEqual([
      'pipfile-lock::invalid-json',
      'parse error: Invalid numeric literal at line 1, column 5',
    ]);
  });
  test('the line of the last build is kept, whatever became of its cache', () => {
    const cache = {
      stack: 'heroku-24',
      pythonVersion: '3.12.1',
      packageManager: 'uv',
      packageManagerVersion: '0',
      inputSha256: 'x',
    };
    const sticky = plan(PIP, { cache });
    expect([sticky.pythonVersionSource, sticky.pythonVersion, sticky.cache]).toEqual([
      'cached',
      '3.12.14',
      'discarded',
    ]);
  });
  test('too old, too new and a patch that cannot exist are told apart', () => {
    expect(withVersion('3.9')).toEqual(['python-version::eol', '3.9']);
    expect(withVersion('4.0')).toEqual(['python-version::unknown-major', '4.0']);
    expect(withVersion('3.12.99')).toEqual(['python-version::unknown-patch', '3.12.99']);
    expect(reasonOf({ ...PIP, '.python-version': '3.12.99' }, { buildpack: 'cnb' })).toEqual([
      'cnb::PythonLayer::PythonArchiveNotFound',
      null,
    ]);
  });
  test('all three warnings can come together, in this order', () => {
    expect(plan({ ...PIP, 'runtime.txt': 'python-3.10.0' }).warnings).toEqual([
      'runtime-txt-deprecated',
      'python-3.10-deprecated',
      'python-patch-update-available',
    ]);
  });
  test('uv takes its version from .python-version alone', () => {
    expect(reasonOf({ 'uv.lock': '' })).toEqual(['python-version-file::not-found', null]);
    expect(reasonOf({ 'uv.lock': '', 'runtime.txt': 'python-3.13' })).toEqual([
      'runtime-txt::not-supported',
      null,
    ]);
    expect(reasonOf({ 'uv.lock': '', 'runtime.txt': 'python-3.9' })).toEqual([
      'python-version::eol',
      '3.9',
    ]);
  });
});

describe('the cache', () => {
  const files = { ...PIP, '.python-version': '3.14' };
  const record = {
    stack: 'heroku-26',
    pythonVersion: '3.14.7',
    packageManager: 'pip',
    packageManagerVersion: '26.2.1',
    inputSha256: createHash('sha256').update('Django~=5.2.0\n').digest('hex'),
  };
  test('is reused when nothing changed', () => {
    expect(plan(files, { cache: record }).cache).toBe('reused');
  });
  test('every reason against it is listed', () => {
    const cache = {
      ...record,
      stack: 'heroku-24',
      pythonVersion: '3.14.6',
      packageManagerVersion: '26.1',
      inputSha256: 'other',
      hasSqliteHeaders: true,
    };
    expect(plan(files, { cache }).cacheInvalidationReasons).toEqual([
      'stack-changed:heroku-24->heroku-26',
      'python-version-changed:3.14.6->3.14.7',
      'pip-version-changed:26.1->26.2.1',
      'requirements-txt-changed',
      'legacy-sqlite3-headers',
    ]);
  });
  test('another package manager is a reason, and then its version is not', () => {
    expect(
      plan(files, { cache: { ...record, packageManager: 'poetry', packageManagerVersion: '1' } })
        .cacheInvalidationReasons,
    ).toEqual(['package-manager-changed:poetry->pip']);
  });
});

describe('static files', () => {
  const settings = { ...PIP, '.python-version': '3.14' };
  test('the shallowest manage.py runs, then the first by name, at most two folders deep, hidden folders included', () => {
    expect(
      plan({ ...settings, 'b/manage.py': '', 'a/x/manage.py': '', '.c/manage.py': '' }).managePy,
    ).toBe('.c/manage.py');
    expect(plan({ ...settings, 'a/b/c/manage.py': '' }).managePy).toBeNull();
  });
  test('a symlinked manage.py counts for the Cloud Native Buildpack alone', () => {
    const files = memoryFiles(
      { ...settings, 'manage.py': '', 'backend/manage.py': '' },
      { 'manage.py': 'backend/manage.py' },
    );
    expect(planBuild(files, CLASSIC).managePy).toBe('backend/manage.py');
    expect(planBuild(files, { ...CLASSIC, buildpack: 'cnb' }).managePy).toBe('manage.py');
  });
  test.each([
    ['1', 'disabled'],
    ['false', 'disabled'],
    ['0', 'ran'],
    ['', 'ran'],
  ])('DISABLE_COLLECTSTATIC=%s comes to %s', (value, expected) => {
    expect(
      plan({ ...settings, 'manage.py': '' }, { configVars: { DISABLE_COLLECTSTATIC: value } })
        .collectstatic,
    ).toBe(expected);
  });
  test('the Cloud Native Buildpack does not honour it', () => {
    const configVars = { DISABLE_COLLECTSTATIC: '1' };
    expect(
      plan({ ...settings, 'manage.py': '' }, { configVars, buildpack: 'cnb' }).collectstatic,
    ).toBe('ran');
  });
  test('a folder called django makes any app a Django app', () => {
    expect(
      plan({ 'requirements.txt': '', 'manage.py': '', 'django/notes.txt': '' }).collectstatic,
    ).toBe('ran');
  });
});

describe('what the install would refuse', () => {
  test.each(['an-invalid-requirement!', 'django=5.2', 'django 5.2', 'foo[bar', 'foo==1.0 bar'])(
    '%j is no requirement',
    (line) => {
      expect(reasonOf({ 'requirements.txt': `django\n${line}\n` })).toEqual([
        'install-dependencies::pip',
        null,
      ]);
    },
  );
  test.each([
    'Django>=5,<6 ; python_version >= "3.9"',
    'psycopg[binary,pool] ~= 3.2',
    'a (>=1)',
    '-e git+https://example.com/x.git#egg=x',
    './local',
    'pkg @ https://example.com/pkg.whl',
    'gunicorn==23.0.0 --hash=sha256:00 \\\n  --hash=sha256:11',
    '--extra-index-url https://example.com/simple',
    'name  # comment',
  ])('%j passes', (line) => {
    expect(reasonOf({ 'requirements.txt': `${line}\n` })).toEqual([null, null]);
  });
  test('a file pulled in with -r is looked at as well', () => {
    expect(
      reasonOf({
        'requirements.txt': '-r requirements/prod.txt\n',
        'requirements/prod.txt': 'x!\n',
      })[0],
    ).toBe('install-dependencies::pip');
  });
  test('a Pipfile that was edited after its lock is found by the hash that Pipenv keeps', () => {
    const pipfile =
      '[[source]]\nurl = "https://example.com/simple"\nverify_ssl = true\nname = "x"\n\n[packages]\nsix = "*"\n';
    const hash = createHash('sha256')
      .update(
        '{"_meta":{"requires":{},"sources":[{"name":"x","url":"https://example.com/simple","verify_ssl":true}]},"default":{"six":"*"},"develop":{}}',
      )
      .digest('hex');
    const lock = JSON.stringify({ _meta: { hash: { sha256: hash } } });
    expect(reasonOf({ Pipfile: pipfile, 'Pipfile.lock': lock })).toEqual([null, null]);
    expect(reasonOf({ Pipfile: `${pipfile}django = "*"\n`, 'Pipfile.lock': lock })).toEqual([
      'install-dependencies::pipenv',
      null,
    ]);
  });
});
