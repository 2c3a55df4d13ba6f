import { defaultPythonLine } from '../python-lines.ts';
import { CLASSIC_SOURCE, PLATFORM_SOURCE, type WrittenExplanation } from './explanation.ts';

const writeDefault = (): string => `  echo ${defaultPythonLine()} > .python-version`;
const PROCFILE_SOURCE = 'heroku/buildpacks-procfile of 2026-08-03, read 2026-11-23; the id is ours';

/**
 * What a build says without ending: its exit status stays 0. The buildpack gives these no ids;
 * these are ours.
 */
export const BUILD_WARNINGS = {
  'no-python-version': {
    kind: 'warning',
    title: 'The project does not say which Python it needs',
    trigger:
      'There is neither a .python-version nor another place that names a version, so the default or the line of the last build is used.',
    consequence:
      'A build after the cache was cleared can get another line of Python; the platform has announced to refuse such builds.',
    remedy: [
      'Name the line you develop with:',
      writeDefault,
      '  git add .python-version && git commit -m "Set the Python version"',
    ],
    source: CLASSIC_SOURCE,
  },
  'runtime-txt-deprecated': {
    kind: 'warning',
    title: 'runtime.txt is deprecated',
    trigger:
      'The Python version comes from a runtime.txt, which has been deprecated since 6 February 2025.',
    consequence:
      'It still works with the classic buildpack; the platform has announced to refuse it.',
    remedy: [
      'Move the version into .python-version, without the python- in front:',
      '  git rm runtime.txt',
      writeDefault,
    ],
    source: CLASSIC_SOURCE,
  },
  'python-3.10-deprecated': {
    kind: 'warning',
    title: 'Python 3.10 is about to be dropped',
    trigger: 'The app is built with Python 3.10.',
    consequence:
      'Its upstream support ended in October 2026; from 6 January 2027 the platform refuses to build it.',
    remedy: ['Try the app on a newer line, then ask for it:', writeDefault, '  dynoready rehearse'],
    source: CLASSIC_SOURCE,
  },
  'python-patch-update-available': {
    kind: 'warning',
    title: 'A newer patch of this Python is out',
    trigger: 'A full version is asked for whose patch is older than the newest one.',
    consequence:
      'The app runs without the security fixes of the newer patches, until someone edits the file.',
    remedy: [
      'Leave the patch out, so that each build takes the newest one; for example:',
      writeDefault,
    ],
    source: CLASSIC_SOURCE,
  },
  'collectstatic-disabled-file-deprecated': {
    kind: 'warning',
    title: 'collectstatic is switched off by a file',
    trigger: 'The repository contains .heroku/collectstatic_disabled.',
    consequence: 'No static files are collected; the file is deprecated in favour of a config var.',
    remedy: [
      'Use the config var, or neither:',
      '  git rm .heroku/collectstatic_disabled',
      '  heroku config:set DISABLE_COLLECTSTATIC=1',
    ],
    source: CLASSIC_SOURCE,
  },
  'nltk-txt-missing': {
    kind: 'warning',
    title: 'nltk is installed, but nltk.txt names no corpora',
    trigger: 'The package nltk can be imported and the root has no nltk.txt.',
    consequence:
      'No corpora are downloaded during the build; code that needs one fails at run time.',
    remedy: ['Name the corpora, one a line, in nltk.txt:', '  echo stopwords > nltk.txt'],
    source: CLASSIC_SOURCE,
  },
  'slug-nearly-too-large': {
    kind: 'warning',
    title: 'The slug is nearly too large',
    trigger:
      'More than four fifths of the 500 MB that a slug may have after compression are used; its largest files follow.',
    consequence: 'It is still deployed. A little more, and the build fails.',
    remedy: [
      'Name what only development needs in .slugignore, one pattern a line:',
      '  echo "docs/" >> .slugignore',
    ],
    source: PLATFORM_SOURCE,
  },
  'procfile-corrected': {
    kind: 'warning',
    title: 'A process type of the Procfile was renamed',
    trigger:
      'A name has capitals, underscores or blanks before it, which the Fir generation does not take.',
    consequence:
      'The process runs under the name in lower case with hyphens; scale it under that name.',
    remedy: [
      'Write the name as it is used, for example:',
      '  worker-high: celery -A mysite worker',
    ],
    source: PROCFILE_SOURCE,
  },
  'procfile-duplicate-type': {
    kind: 'warning',
    title: 'The Procfile names a process type twice',
    trigger: 'Two lines have the same name.',
    consequence: 'Only the last of the two commands runs.',
    remedy: ['Remove one of the lines from the Procfile, or give it a name of its own.'],
    source: PROCFILE_SOURCE,
  },
  'procfile-empty': {
    kind: 'warning',
    title: 'The Procfile is empty',
    trigger: 'There is a Procfile without any process type.',
    consequence: 'Nothing runs and nothing answers requests.',
    remedy: ['Write a web process into it:', '  echo "web: gunicorn mysite.wsgi" > Procfile'],
    source: PROCFILE_SOURCE,
  },
  'uv-recommended': {
    kind: 'notice',
    title: 'The platform recommends uv',
    trigger: 'The app is installed with pip, Pipenv or Poetry.',
    consequence:
      'Nothing changes: this is information only. uv installs faster and always from a lock.',
    remedy: [
      'If you want to move:',
      '  uv init --bare && uv add -r requirements.txt',
      'Then remove requirements.txt and commit uv.lock.',
    ],
    source: CLASSIC_SOURCE,
  },
} satisfies Readonly<Record<string, WrittenExplanation>>;
