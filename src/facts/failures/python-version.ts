import { defaultPythonLine, pythonFactsRead, pythonLines } from '../python-lines.ts';
import { CNB_SOURCE, failure } from './explanation.ts';

const lines = (): string =>
  `${pythonLines()[0]?.line} to ${pythonLines().at(-1)?.line} (read on ${pythonFactsRead()})`;
const writeDefault = (): string => `  echo ${defaultPythonLine()} > .python-version`;
const WRITE_FILE = [
  'Write the version alone into .python-version, without python- and quotes:',
  writeDefault,
];
const COMMIT = '  git add .python-version && git commit -m "Set the Python version"';

/** Failures about which Python is wanted, and of installing it. */
export const PYTHON_VERSION_FAILURES = {
  'runtime-txt::invalid-version': failure(
    'runtime.txt does not name a Python version',
    () =>
      `Its content, without comments and blank lines, must be python- and a version, such as python-${defaultPythonLine()}. While the file exists, .python-version is not read.`,
    ['Replace the deprecated file:', '  git rm runtime.txt', writeDefault, COMMIT],
  ),
  'runtime-txt::not-supported': failure(
    'runtime.txt cannot be used with uv',
    'With uv the version must stand in .python-version, which uv itself reads too.',
    ['Replace the file:', '  git rm runtime.txt', writeDefault, COMMIT],
  ),
  'cnb::RequestedPythonVersion::RuntimeTxtNotSupported': failure(
    'runtime.txt is no longer supported',
    'On the Fir generation any runtime.txt ends the build, even an empty one.',
    ['Replace the file:', '  git rm runtime.txt', writeDefault, COMMIT],
    { source: CNB_SOURCE },
  ),
  'python-version-file::misspelled': failure(
    'The version file has the wrong name',
    'A file in the root looks like a misspelt .python-version. It ends the build even when the right file is there as well.',
    [
      'Rename it (or remove it, if .python-version is there already):',
      '  git mv python-version.txt .python-version',
      'The name starts with a dot, has a hyphen and no ending.',
    ],
  ),
  'python-version-file::invalid-version': failure(
    '.python-version holds something that is no version',
    'Each line that is no comment must be two or three numbers with dots. Ranges, quotes, a python- in front and a comment on the same line are refused.',
    [...WRITE_FILE, COMMIT, 'Comments go on lines of their own, starting with #.'],
    { aliases: ['cnb::RequestedPythonVersion::ParsePythonVersionFile::InvalidVersion'] },
  ),
  'python-version-file::invalid-encoding': failure(
    '.python-version is not saved as plain UTF-8',
    'The file has a byte order mark, is UTF-16, or holds letters of another encoding. Windows PowerShell writes such files with > and Out-File.',
    [
      'Write it again in a shell that writes plain text:',
      () => `  printf '${defaultPythonLine()}\\n' > .python-version`,
      () => `  (PowerShell: Set-Content -Encoding ascii .python-version ${defaultPythonLine()})`,
      COMMIT,
    ],
    { aliases: ['cnb::RequestedPythonVersion::ReadPythonVersionFile'] },
  ),
  'python-version-file::no-version': failure(
    '.python-version holds no version',
    'Nothing is left when comments and blank lines are dropped. A line that starts with # is a comment.',
    [...WRITE_FILE, COMMIT],
    { aliases: ['cnb::RequestedPythonVersion::ParsePythonVersionFile::NoVersion'] },
  ),
  'python-version-file::multiple-versions': failure(
    '.python-version names more than one version',
    'pyenv takes several lines, the platform takes one; even two equal lines are refused.',
    ['Keep one line:', writeDefault, COMMIT],
    { aliases: ['cnb::RequestedPythonVersion::ParsePythonVersionFile::MultipleVersions'] },
  ),
  'python-version-file::not-found': failure(
    'With uv a .python-version file is needed',
    'The app is installed with uv and the root has no .python-version; requires-python in pyproject.toml is not read for this.',
    [
      'Create it, with a version that requires-python allows:',
      () => `  uv python pin ${defaultPythonLine()}`,
      COMMIT,
    ],
    { aliases: ['cnb::RequestedPythonVersion::PythonVersionFileRequiredWithUv'] },
  ),
  'pipfile-lock::invalid-json': failure(
    'Pipfile.lock is not valid JSON',
    'The lock cannot be read, mostly because of merge marks or a merge done by hand.',
    ['Regenerate it:', '  pipenv lock && git add Pipfile.lock && git commit -m "Repair the lock"'],
  ),
  'pipfile-lock::invalid-version': failure(
    'Pipfile.lock asks for something that is no Python version',
    'python_version or python_full_version under _meta.requires must be two or three numbers; an empty lock counts as one without any.',
    [
      'Write a plain version into the Pipfile, then lock:',
      '  [requires]',
      () => `  python_version = "${defaultPythonLine()}"`,
      '  pipenv lock && git add Pipfile Pipfile.lock && git commit -m "Set the Python version"',
    ],
  ),
  'python-version::eol': failure(
    'This Python is too old to be built',
    () => `The platform builds ${lines()}. Older lines no longer get security fixes.`,
    ['Ask for a newer line and try the app on it first:', writeDefault, '  dynoready build'],
    { aliases: ['cnb::ResolvePythonVersion::EolVersion'] },
  ),
  'python-version::unknown-major': failure(
    'This Python is newer than the platform knows',
    () => `The platform builds ${lines()}.`,
    ['Ask for a line that is released:', writeDefault, COMMIT],
    { aliases: ['cnb::ResolvePythonVersion::UnknownVersion'] },
  ),
  'python-version::unknown-patch': failure(
    'This patch of Python does not exist on the platform',
    'A full version was asked for, and there is no such Python in the store of this stack.',
    ['Leave the patch out: then each build takes the newest one.', writeDefault, COMMIT],
    { aliases: ['cnb::PythonLayer::PythonArchiveNotFound'] },
  ),
  'install-python': failure(
    'Python could not be installed',
    'Downloading or unpacking Python failed, mostly because of a short trouble of the network.',
    ['Push again after a minute.', 'If it stays, look at https://status.heroku.com'],
  ),
};
