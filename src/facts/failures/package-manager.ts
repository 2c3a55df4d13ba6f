import { defaultPythonLine } from '../python-lines.ts';
import { CNB_SOURCE, failure, type WrittenExplanation } from './explanation.ts';

/** Failures about which package manager installs, and of the installs themselves. */
export const PACKAGE_MANAGER_FAILURES = {
  'package-manager::pipenv-missing-lockfile': failure(
    'There is a Pipfile but no Pipfile.lock',
    'A Pipfile without its lock ends the build, even when a requirements.txt or another lock is there.',
    [
      'With Pipenv: pipenv lock && git add Pipfile.lock',
      'Without Pipenv: git rm Pipfile',
      'Then commit and push.',
    ],
  ),
  'package-manager::setup-py-only': failure(
    'Only a setup.py says what to install',
    'The root holds no file of a package manager. Heroku no longer installs from setup.py alone.',
    [
      'Create a requirements.txt that installs the project itself:',
      '  echo "--editable ." > requirements.txt',
      '  git add requirements.txt && git commit -m "Add requirements.txt"',
    ],
  ),
  'package-manager::none-found': failure(
    'No file says which packages to install',
    'The root holds none of requirements.txt, Pipfile.lock, poetry.lock and uv.lock. pyproject.toml alone, or a requirements/ folder, is not enough.',
    [
      'With pip: pip freeze > requirements.txt (or name the packages by hand)',
      'With uv: uv lock    With Poetry: poetry lock    With Pipenv: pipenv lock',
      'Commit the file in the root and check that .gitignore and .slugignore do not name it.',
    ],
    { aliases: ['cnb::DeterminePackageManager::NoneFound'] },
  ),
  'package-manager::multiple-found': failure(
    'Files of several package managers were found',
    'The root holds more than one of Pipfile.lock, requirements.txt, poetry.lock and uv.lock, and none takes precedence.',
    [
      'Keep the file that you use and remove the others, for example with uv:',
      '  git rm requirements.txt',
      'An exported requirements.txt can live in a subfolder instead.',
    ],
    { aliases: ['cnb::DeterminePackageManager::MultipleFound'] },
  ),
  'install-package-manager::pip': notInstalled('pip'),
  'install-package-manager::pipenv': notInstalled('Pipenv'),
  'install-package-manager::poetry': notInstalled('Poetry'),
  'install-package-manager::uv': notInstalled('uv'),
  'install-dependencies::pip': failure(
    'pip could not install the dependencies',
    'pip install -r requirements.txt ended with an error: a line that is no requirement, a version that does not exist or does not fit this Python, or a package whose C library is missing.',
    [
      "Read pip's last lines above; they name the package.",
      'Try it in a fresh environment with the same Python:',
      '  python -m venv /tmp/try && /tmp/try/bin/pip install -r requirements.txt',
      'GDAL, GEOS and PROJ come with another buildpack, placed first:',
      '  heroku buildpacks:add --index 1 https://github.com/heroku/heroku-geo-buildpack',
    ],
    { aliases: ['cnb::PipDependenciesLayer::PipInstallCommand'] },
  ),
  'install-dependencies::pipenv': failure(
    'Pipenv could not install the dependencies',
    'pipenv install --deploy ended with an error. It refuses a Pipfile.lock that was made for another Pipfile.',
    [
      'Regenerate the lock and commit both files:',
      '  pipenv lock && git add Pipfile Pipfile.lock && git commit -m "Update the lock"',
    ],
  ),
  'install-dependencies::poetry': failure(
    'Poetry could not install the dependencies',
    'poetry sync --only main ended with an error. It refuses a poetry.lock that was made for another pyproject.toml, and a Python that the project excludes.',
    [
      'Regenerate the lock and commit both files:',
      '  poetry lock && git add pyproject.toml poetry.lock && git commit -m "Update the lock"',
      'Check that .python-version fits requires-python.',
    ],
    { aliases: ['cnb::PoetryDependenciesLayer::PoetryInstallCommand'] },
  ),
  'install-dependencies::uv': failure(
    'uv could not install the dependencies',
    'uv sync --locked ended with an error. It refuses a uv.lock that was made for another pyproject.toml, and a Python that requires-python excludes.',
    [
      'Regenerate the lock and commit both files:',
      '  uv lock && git add pyproject.toml uv.lock && git commit -m "Update the lock"',
      'Check that .python-version fits requires-python.',
    ],
    { aliases: ['cnb::UvDependenciesLayer::UvSyncCommand'] },
  ),
  'internal-error::bundled-pip-not-found': failure(
    'The pip that comes with Python is missing',
    'The bootstrap uses the pip inside the standard library, and this Python has none.',
    [
      () =>
        `Use another patch of Python: write X.Y alone into .python-version, for example ${defaultPythonLine()}`,
    ],
    { source: `${CNB_SOURCE}; buildpack v351` },
  ),
};

function notInstalled(tool: string): WrittenExplanation<never> {
  return failure(
    `${tool} itself could not be installed`,
    `Fetching or installing ${tool} failed, mostly because of a short trouble of the network.`,
    ['Push again after a minute.', 'If it stays, look at https://status.heroku.com'],
  );
}
