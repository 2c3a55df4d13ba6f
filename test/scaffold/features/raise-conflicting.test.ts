import { expect, test } from 'vitest';
import { loadRules } from '../../../src/check/catalogue.ts';
import { runRules } from '../../../src/check/run.ts';
import { apply, fixture, planFor, projectOf, type Texts } from '../fixture-project.ts';

const rules = await loadRules();
const stock = fixture('startproject-5.2');
const errors = (texts: Texts): string[] =>
  runRules(projectOf(texts), rules)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, what }) => `${rule}: ${what}`);
const declined = (texts: Texts) =>
  planFor(texts)
    .declined.filter(({ entry }) => entry === 'dependencies')
    .map(({ path, because, next }) => [path, because, next]);
const because = (texts: Texts, path: string): string[] =>
  planFor(texts)
    .changes.filter((change) => change.path === path)
    .flatMap((change) => change.because);

const listed = (text: string, app = ''): Texts => ({
  ...stock,
  'mysite/settings.py': stock['mysite/settings.py']!.replace(
    'INSTALLED_APPS = [',
    app === '' ? 'INSTALLED_APPS = [' : `INSTALLED_APPS = [\n    '${app}',`,
  ),
  'requirements.txt': text,
  '.python-version': '3.13\n',
});

test('a gunicorn that does not start on the chosen Python is raised, and why is said', () => {
  const texts = listed('Django==5.2.8\ngunicorn==20.1.0\nwhitenoise==6.12.0\n');
  const after = apply(texts, planFor(texts));
  expect(after['requirements.txt']).toContain('gunicorn>=27,<28\n');
  expect(because(texts, 'requirements.txt').join('\n')).toContain(
    "gunicorn==20.1.0 does not work with Python 3.13 (ModuleNotFoundError: No module named 'pkg_resources')",
  );
  expect(errors(after)).toEqual([]);
  expect(planFor(after).changes).toEqual([]);
});

test('the Python that is chosen counts, not the one of before', () => {
  const { '.python-version': _, ...texts } = listed('Django==5.2.8\ngunicorn==20.1.0\n');
  const plan = planFor(texts, { pythonVersion: '3.12' });
  expect(apply(texts, plan)['requirements.txt']).toContain('gunicorn==20.1.0\n');
});

test('a package that the declared Django does not start with is raised within one major version', () => {
  const texts = listed('Django==5.2.8\ndjango-compressor==4.4\n', 'compressor');
  expect(apply(texts, planFor(texts))['requirements.txt']).toContain('django-compressor>=4.5,<5\n');
});

test('a package that production does not use is left alone', () => {
  const texts = listed('Django==5.2.8\ndjango-compressor==4.4\n');
  expect(apply(texts, planFor(texts))['requirements.txt']).toContain('django-compressor==4.4\n');
});

test('what a tool wrote is named, with the range to declare', () => {
  const texts: Texts = {
    ...stock,
    '.python-version': '3.13\n',
    'pyproject.toml':
      '[project]\nname = "shop"\nversion = "0"\ndependencies = ["django>=5.2,<5.3", "gunicorn"]\n',
    'uv.lock':
      'version = 1\n\n[[package]]\nname = "django"\nversion = "5.2.8"\n\n[[package]]\nname = "gunicorn"\nversion = "20.1.0"\n\n[[package]]\nname = "shop"\nversion = "0"\nsource = { virtual = "." }\ndependencies = [\n    { name = "django" },\n    { name = "gunicorn" },\n]\n',
  };
  delete (texts as Record<string, string>)['requirements.txt'];
  expect(declined(texts)).toContainEqual([
    'pyproject.toml',
    "gunicorn 20.1.0 does not work with Python 3.13 (ModuleNotFoundError: No module named 'pkg_resources')",
    'Declare gunicorn>=27,<28 by hand.',
  ]);
});

test('a package that no release mends is named with what to take', () => {
  expect(declined(listed('Django==5.2.8\ndjango-q==1.3.9\n', 'django_q'))).toEqual([
    [
      'requirements.txt',
      "django-q==1.3.9 does not work with Django==5.2.8 (ModuleNotFoundError: No module named 'django.utils.baseconv')",
      'Take django-q2: no release of django-q works with it.',
    ],
  ]);
});

test('Poetry is told that the repository is no package', () => {
  const texts: Texts = {
    ...stock,
    'pyproject.toml':
      '[project]\nname = "notes-site"\nversion = "0"\nrequires-python = ">=3.13"\ndependencies = ["django>=5.2,<5.3"]\n\n[build-system]\nrequires = ["poetry-core>=2"]\nbuild-backend = "poetry.core.masonry.api"\n',
    'poetry.lock': '',
  };
  delete (texts as Record<string, string>)['requirements.txt'];
  const after = apply(texts, planFor(texts));
  expect(after['pyproject.toml']).toContain('\n[tool.poetry]\npackage-mode = false\n');
  expect(because(texts, 'pyproject.toml').join('\n')).toContain(
    'Poetry would install the repository itself as a package, which it is not',
  );
  expect(planFor(after).changes).toEqual([]);
});

test('the package that a field of a model needs is declared', () => {
  const texts: Texts = {
    ...listed('Django==5.2.8\n'),
    'shop/__init__.py': '',
    'shop/models.py':
      'from django.db import models\n\n\nclass Photo(models.Model):\n    file = models.ImageField()\n',
    'mysite/settings.py': stock['mysite/settings.py']!.replace(
      'INSTALLED_APPS = [',
      "INSTALLED_APPS = [\n    'shop',",
    ),
  };
  expect(apply(texts, planFor(texts))['requirements.txt']).toMatch(/^pillow$/m);
});
