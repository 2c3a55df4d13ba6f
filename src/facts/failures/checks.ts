import { defaultStack, stacks } from '../stacks.ts';
import { CNB_SOURCE, failure, PLATFORM_SOURCE } from './explanation.ts';

/** `a, b and c`. */
const listOf = (names: readonly string[]): string =>
  `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Failures before anything of the app is decided: detection, stack, leftovers, hooks. */
export const CHECK_FAILURES = {
  detect: failure(
    'This is not recognised as a Python app',
    'The root of the repository holds none of the files that mark a Python app, such as requirements.txt, uv.lock, pyproject.toml or manage.py. Folders below the root do not count.',
    [
      'If the project is in a subfolder, make that folder the root of what you push:',
      '  git subtree push --prefix backend heroku main',
      'Otherwise check that the dependency file is committed and not named in .slugignore:',
      '  git ls-files',
    ],
    { aliases: ['cnb::Detect'] },
  ),
  'checks::stack::eol': failure(
    'The stack of this app is no longer built on',
    'The app is set to a stack that has reached its end of life (heroku-20 and older, or cedar).',
    [
      'Move to the current stack, then push again:',
      () => `  heroku stack:set ${defaultStack()}`,
      'Packages with C code are installed again on it; look at the build log once.',
    ],
  ),
  'checks::stack::unknown': failure(
    'The stack of this app is not known to the Python buildpack',
    () =>
      `The stack is none of ${listOf(stacks().map(({ name }) => name))}; an old version of the buildpack that is pinned by address says the same of new stacks.`,
    [
      'Look at the stack and at the buildpack:',
      '  heroku stack',
      '  heroku buildpacks',
      'Use heroku/python without a version: heroku buildpacks:set heroku/python',
    ],
  ),
  'checks::duplicate-python-buildpack': failure(
    'The Python buildpack ran twice in one build',
    'An earlier buildpack of the same build has already installed Python.',
    [
      'List the buildpacks and remove one of the two:',
      '  heroku buildpacks',
      '  heroku buildpacks:remove --index 2',
    ],
  ),
  'checks::existing-python-dir': failure(
    'The repository contains .heroku/python',
    'The folder in which the platform installs Python is part of what was pushed, or bin/pre_compile has created it.',
    [
      'Remove it from git and keep it out:',
      '  git rm -r --cached .heroku/python',
      '  echo ".heroku/" >> .gitignore',
      '  git commit -am "Stop tracking .heroku"',
    ],
  ),
  'checks::existing-venv-dir': failure(
    'The repository contains a virtual environment',
    "A folder .venv or venv with a pyvenv.cfg is part of what was pushed. It belongs to your machine and would get in the way of the platform's packages.",
    [
      'Remove it from git and keep it out (for .venv; the same for venv):',
      '  git rm -r --cached .venv',
      '  echo ".venv/" >> .gitignore',
      '  git commit -am "Stop tracking the virtual environment"',
    ],
  ),
  'hooks::pre_compile': failure(
    'The hook bin/pre_compile failed',
    'The script ended with a status other than 0.',
    [
      "Read the lines above this message: they are the script's own.",
      'Run it as the build does: bash bin/pre_compile; echo $?',
      'It sees config vars, but no packages of the app yet.',
    ],
  ),
  'hooks::post_compile': failure(
    'The hook bin/post_compile failed',
    'The script ended with a status other than 0.',
    [
      "Read the lines above this message: they are the script's own.",
      'Run it as the build does: bash bin/post_compile; echo $?',
      'No database and no PORT exist during a build: move migrations to a release process in the Procfile.',
    ],
    {
      consequence:
        'The build stops here, and what it had cached is lost, so the next build starts from an empty cache.',
    },
  ),
  'cnb::Checks::ForbiddenEnvVars': failure(
    "Config vars would break the build's own environment",
    'The app sets variables that tell pip, Poetry, uv or Python where things are, which the buildpack decides itself.',
    ['Remove each of them:', '  heroku config:unset NAME'],
    { source: CNB_SOURCE },
  ),
  'build-data::data-file-deleted': failure(
    "A hook deleted the buildpack's own record",
    'The file with what the build has found so far is gone after a hook has run, usually because the hook empties the cache folder.',
    [
      'Look into bin/pre_compile and bin/post_compile for commands that remove files outside the app, such as rm -rf "$CACHE_DIR".',
    ],
  ),
  'cnb::Procfile': failure(
    'The Procfile has a line that the Fir generation refuses',
    'Each line must be a name, a colon and a command. Names have 1 to 63 lower-case letters, digits and inner hyphens; comments stand on lines of their own.',
    ['Write each line like this one, then commit and push:', '  web: gunicorn mysite.wsgi'],
    { source: 'heroku/buildpacks-procfile of 2026-08-03, read 2026-11-23; the id is ours' },
  ),
  'slug-too-large': failure(
    'The slug is too large',
    'What is deployed may have 500 MB after compression: the files of the repository, Python and all installed packages.',
    [
      'Keep out what only development needs: name it in .slugignore, one pattern a line, as in .gitignore:',
      '  echo "docs/" >> .slugignore',
      'Move media and data to object storage, and drop large packages that are not used in production.',
    ],
    { source: PLATFORM_SOURCE },
  ),
  'build-timeout': failure(
    'The build took longer than 15 minutes',
    'The platform ends a build after 15 minutes, whatever it is doing.',
    [
      'The last lines above say what it was doing: a package that compiles for long, a hook that waits, or a very slow collectstatic.',
      'Choose versions of packages that have wheels for this Python; this one names those that have none:',
      '  pip download --only-binary :all: -r requirements.txt',
    ],
    { source: PLATFORM_SOURCE },
  ),
  'internal-error::abort': failure(
    'The buildpack met a state that it does not expect',
    'A check of the buildpack on itself failed.',
    ['Push again. If it stays, open a ticket with the build log: https://help.heroku.com'],
  ),
  'internal-error::unhandled': failure(
    'A command of the buildpack failed unexpectedly',
    'Some command ended badly where no failure is foreseen; the detail names the command.',
    ['Push again. If it stays, open a ticket with the build log: https://help.heroku.com'],
  ),
};
