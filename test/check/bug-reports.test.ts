import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import type { Finding } from '../../src/check/rule.ts';
import type { RuleId } from '../../src/check/rule-ids.ts';
import { runRules } from '../../src/check/run.ts';
import { readRepository } from '../../src/project/read.ts';

type Content =
  | string
  | { readonly text: string; readonly executable?: boolean }
  | { readonly base64: string; readonly executable?: boolean }
  | { readonly link: string };
type Files = Readonly<Record<string, Content>>;

interface BugReport {
  readonly id: string;
  readonly from: string;
  readonly files: Files;
  readonly removed: readonly string[];
}

const path = resolve(import.meta.dirname, '../fixtures/cases/bug-reports.json');
const { controls, cases } = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly controls: Readonly<Record<string, Files>>;
  readonly cases: readonly BugReport[];
};
const rules = await loadRules();

/** One text of a file put in place of another. */
type Edit = readonly [file: string, from: string, to: string];

/** The rule that names the cause, and what the report gave as the remedy. */
interface Named {
  readonly rule: RuleId;
  readonly remedy: readonly Edit[];
}

const NAMED: Readonly<Record<string, Named>> = {
  '01-gunicorn-pkg-resources': {
    rule: 'versions-conflict',
    remedy: [['requirements.txt', 'gunicorn==20.1.0', 'gunicorn>=27,<28']],
  },
  '03-asgi-import-order': {
    rule: 'apps-not-ready',
    remedy: [
      ['shop/asgi.py', 'from pages.consumers import NoteConsumer\n', ''],
      [
        'shop/asgi.py',
        'application =',
        'http = get_asgi_application()\nfrom pages.consumers import NoteConsumer\napplication =',
      ],
    ],
  },
  '05-pool-preload-fork': {
    rule: 'connection-before-fork',
    remedy: [['gunicorn.conf.py', 'preload_app = ON_DYNO', 'preload_app = False']],
  },
  '10-release-script-not-executable': {
    rule: 'script-not-executable',
    remedy: [['Procfile', './release.sh', 'bash release.sh']],
  },
  '12-checkconstraint-check': {
    rule: 'django-api-removed',
    remedy: [
      ['pages/models.py', '(check=', '(condition='],
      ['pages/migrations/0002_stars.py', '(check=', '(condition='],
    ],
  },
  '16-poetry-no-package-mode': {
    rule: 'project-not-installable',
    remedy: [['pyproject.toml', '[project]', '[tool.poetry]\npackage-mode = false\n\n[project]']],
  },
  '19-app-from-post-compile': {
    rule: 'import-undeclared',
    remedy: [['requirements.txt', 'gunicorn', 'django-extensions>=4,<5\ngunicorn']],
  },
  '20-git-ssh-requirement': {
    rule: 'requirement-over-ssh',
    remedy: [['requirements.txt', 'git+ssh://git@github.com', 'git+https://token@github.com']],
  },
  '22-lfs-pointer': {
    rule: 'lfs-pointer',
    remedy: [
      ['.gitattributes', '*.png filter=lfs diff=lfs merge=lfs -text\n', ''],
      ['pages/static/pages/logo.png', 'version https://git-lfs.github.com/spec/v1', 'PNG'],
    ],
  },
  '23-static-leading-slash': {
    rule: 'static-file-missing',
    remedy: [['pages/templates/pages/home.html', "'/pages/site.css'", "'pages/site.css'"]],
  },
  '24-template-backslash': {
    rule: 'template-missing',
    remedy: [['pages/views.py', '"pages\\\\home.html"', '"pages/home.html"']],
  },
  '27-stdlib-removed': {
    rule: 'python-module-removed',
    remedy: [
      ['pages/views.py', 'import imghdr', 'import filetype'],
      ['pages/views.py', 'imghdr.what(None, request.body)', 'filetype.guess_mime(request.body)'],
    ],
  },
  '28-hashes-for-some': {
    rule: 'requirement-hash-missing',
    remedy: [
      [
        'requirements.txt',
        ' \\\n    --hash=sha256:a0530e3fdac55d34ccc5893c36f6c57d7a7083064f3d414537e51473648b3290',
        '',
      ],
    ],
  },
  '06-celery-concurrency': {
    rule: 'celery-over-memory',
    remedy: [['Procfile', '--loglevel INFO', '--loglevel INFO --concurrency 2']],
  },
  '18-third-party-uv-buildpack': {
    rule: 'buildpack-writes-requirements',
    remedy: [['app.json', '{ "url": "https://github.com/dropseed/heroku-buildpack-uv.git" },', '']],
  },
  '30-createsuperuser-in-release': {
    rule: 'release-not-repeatable',
    remedy: [['Procfile', ' && python manage.py createsuperuser --no-input', '']],
  },
  '35-pgbouncer-and-tls': {
    rule: 'pgbouncer-tls',
    remedy: [['shop/settings/heroku.py', '.startswith("postgres")', '.find("127.0.0.1") < 0']],
  },
  '31-missing-comma': {
    rule: 'comma-missing',
    remedy: [['shop/settings/base.py', "'django.contrib.humanize'", "'django.contrib.humanize',"]],
  },
  '25-cookie-domain-herokuapp': {
    rule: 'cookie-domain-refused',
    remedy: [
      ['shop/settings/heroku.py', 'SESSION_COOKIE_DOMAIN = ".herokuapp.com"', ''],
      ['shop/settings/heroku.py', 'CSRF_COOKIE_DOMAIN = ".herokuapp.com"', ''],
    ],
  },
  '33-insecure-websocket-address': {
    rule: 'mixed-content',
    remedy: [['pages/static/pages/live.js', 'ws://', 'wss://']],
  },
  '08-css-url-in-comment': {
    rule: 'css-reference-missing',
    remedy: [['requirements.txt', 'django>=5.2,<5.3', 'django>=6.1,<6.2']],
  },
  '37-dependency-conflict': {
    rule: 'versions-conflict',
    remedy: [['requirements.txt', 'django>=6.1,<6.2', 'django>=5.2,<5.3']],
  },
};

/** Cases that reading the files does not decide: only a rehearsal names their cause. */
const REHEARSE_ONLY: readonly string[] = [
  '09-package-dangling-map',
  '14-environ-dollar-secret',
  '15-database-url-hash',
];

/** Cases that no rule names yet. The list only gets shorter. */
const NOT_YET: readonly string[] = [];

/** What the control and the case's files give together. */
function filesOf({ from, files, removed }: BugReport): Record<string, Content> {
  const all = { ...controls[from], ...files };
  for (const name of removed) delete all[name];
  return all;
}

/** What all rules find in the files as a repository in which all of them are added to git. */
function findingsIn(files: Files): Finding[] {
  const root = mkdtempSync(join(tmpdir(), 'bug-report-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) write(join(root, name), content);
  const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' };
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
  ])
    execFileSync('git', args, { cwd: root, env });
  return runRules(readRepository(root), rules);
}

function write(file: string, content: Content): void {
  mkdirSync(dirname(file), { recursive: true });
  if (typeof content === 'string') writeFileSync(file, content);
  else if ('link' in content) symlinkSync(content.link, file);
  else {
    writeFileSync(file, 'text' in content ? content.text : Buffer.from(content.base64, 'base64'));
    if (content.executable === true) chmodSync(file, 0o755);
  }
}

function repaired(files: Files, remedy: readonly Edit[]): Files {
  const after: Record<string, Content> = { ...files };
  for (const [name, from, to] of remedy) {
    const text = after[name];
    if (typeof text !== 'string' || !text.includes(from))
      throw new Error(`${name} does not hold ${from}`);
    after[name] = text.replace(from, to);
  }
  return after;
}

const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);

test('each case is on one of the lists', () => {
  const listed = [...Object.keys(NAMED), ...REHEARSE_ONLY, ...NOT_YET];
  expect(listed.sort()).toEqual(cases.map(({ id }) => id).sort());
});

test.each(Object.entries(controls))('nothing is found in the sound project %s', (_, files) => {
  expect(findingsIn(files).map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
});

describe.each(cases.filter(({ id }) => id in NAMED))('$id', (report) => {
  const { rule, remedy } = NAMED[report.id]!;

  test(`${rule} names the cause, and is silent once it is remedied`, () => {
    const files = filesOf(report);
    expect(idsOf(findingsIn(files))).toContain(rule);
    expect(idsOf(findingsIn(repaired(files, remedy)))).not.toContain(rule);
  });
});

test.each(cases.filter(({ id }) => NOT_YET.includes(id)))(
  '$id is still on the list of what no rule names',
  (report) => {
    // A finding here means that the case belongs to the named ones now.
    expect(findingsIn(filesOf(report)).filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);
