import { failure } from './explanation.ts';

const TRY = [
  'Try it as the build does, with the config vars of the app:',
  '  python manage.py collectstatic --noinput',
];
const OFF = 'To build without static files for now: heroku config:set DISABLE_COLLECTSTATIC=1';

/** Failures of NLTK downloads and of Django's collectstatic. */
export const DJANGO_FAILURES = {
  'nltk-downloader': failure(
    'The NLTK corpora could not be downloaded',
    'nltk.txt names a corpus that does not exist, or the download failed.',
    [
      'Check each name: python -m nltk.downloader <name>',
      'One name a line in nltk.txt; then commit and push.',
    ],
  ),
  'collectstatic-syntax-error': failure(
    "Django's collectstatic met a syntax error",
    'A module that the settings import does not parse with the Python of the app, often because it was written for another version.',
    ['The traceback above names file and line.', ...TRY],
  ),
  'collectstatic-improper-configuration': failure(
    "Django's settings are not complete during the build",
    'Django raised ImproperlyConfigured: STATIC_ROOT or STATIC_URL is missing, SECRET_KEY is empty, or a required config var is not set.',
    [
      'Set what the message above names, for example in settings.py:',
      '  STATIC_URL = "static/"',
      '  STATIC_ROOT = BASE_DIR / "staticfiles"',
      'or as a config var before the push: heroku config:set NAME=value',
    ],
  ),
  'collectstatic-fancy-references': failure(
    'A stylesheet refers to a file that does not exist',
    'The static files storage that adds hashes to names follows each url(…) in CSS and found one that leads nowhere.',
    [
      'The message above names the stylesheet and the missing file: add the file, or remove the reference.',
      OFF,
    ],
  ),
  'collectstatic-missing-file': failure(
    'collectstatic could not read or write a file',
    'The operating system refused a file: a folder in STATICFILES_DIRS that is not in git, or a path outside the app.',
    [
      'Git does not keep empty folders: add a .gitkeep to the folder, or take it out of STATICFILES_DIRS.',
      ...TRY,
    ],
  ),
  'collectstatic-other': failure(
    "Django's collectstatic failed",
    'The command ended with an error that the platform does not know: a missing config var (KeyError), a settings module that is not found, or django.contrib.staticfiles missing from INSTALLED_APPS.',
    [
      'The last line of the traceback above says what is missing.',
      'Config vars must be there before the push: heroku config:set SECRET_KEY=…',
      'Without static files: heroku config:set DISABLE_COLLECTSTATIC=1',
    ],
    {
      aliases: [
        'cnb::DjangoCollectstatic::CollectstaticCommand',
        'cnb::DjangoCollectstatic::CheckCollectstaticCommandExists',
      ],
    },
  ),
};
