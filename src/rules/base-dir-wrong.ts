import { defineRule, fixFrom } from '../check/rule.ts';
import { addParent } from '../edits/python/base-dir.ts';
import { knownSetting } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<{ is: string; wanted: string; written: 'path' | 'os' }>({
  id: 'base-dir-wrong',
  group: 'settings',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "startproject"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/django-admin/#startproject',
  },
  docs: 'BASE_DIR is one folder too deep after the settings became a package.',
  example: { is: 'shop/', wanted: 'the root of the repository', written: 'path' },
  *check(repository) {
    const { djangoProject, files } = repository;
    const known = knownSetting(repository, 'BASE_DIR');
    if (
      djangoProject === undefined ||
      known === undefined ||
      !djangoProject.settingsArePackage ||
      typeof known.value !== 'string'
    )
      return;
    const wanted = djangoProject.root === '' ? '<root>' : `<root>/${djangoProject.root}`;
    const inside = `${known.value.replace(/^<root>\//, '')}/`;
    const isOneTooDeep =
      known.value.startsWith(`${wanted}/`) && !known.value.slice(wanted.length + 1).includes('/');
    // Some projects keep templates and static files beside the settings on purpose.
    const isMeantSo = files.paths.some(
      (path) => path.startsWith(`${inside}templates/`) || path.startsWith(`${inside}static/`),
    );
    if (!isOneTooDeep || isMeantSo) return;
    const source = settingSource(repository, 'BASE_DIR');
    const text =
      source === undefined || known.at === undefined
        ? ''
        : source.text.slice(known.at.start, known.at.end);
    const written = /\bos\.path\b|\bdirname\(/.test(text) ? 'os' : 'path';
    yield {
      at: known.at,
      facts: {
        is: inside,
        wanted:
          djangoProject.root === '' ? 'the root of the repository' : `\`${djangoProject.root}/\``,
        written,
      },
      ...fixFrom('Go up once more', 'unsafe', source?.file, source && addParent(source)),
    };
  },
  message: ({ is, wanted, written }) => ({
    what: `BASE_DIR is the folder \`${is}\`, and manage.py is in ${wanted}.`,
    why: 'The settings moved one folder down, so every path built from BASE_DIR (templates, static files) now points one folder too deep.',
    next: `Go up once more:\n  BASE_DIR = ${UP[written]}`,
  }),
});

const UP = {
  path: 'Path(__file__).resolve().parent.parent.parent',
  os: 'os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))',
} as const;
