import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { runRules } from '../../src/check/run.ts';
import { apply, changesOf, fixture, planFor, projectOf, type Texts } from './fixture-project.ts';

const rules = await loadRules();
const stock = fixture('startproject-6.1');
const with52 = fixture('startproject-5.2');
const settings = stock['mysite/settings.py']!;

const production = (texts: Texts): string =>
  texts['mysite/settings/heroku.py'] ?? texts['mysite/settings.py']!;
const remarks = (texts: Texts): string[] =>
  runRules(projectOf(texts), rules).map(({ rule, what }) => `${rule}: ${what}`);
const declinedBy = (entry: string, plan: ReturnType<typeof planFor>): unknown[] =>
  plan.declined
    .filter((one) => one.entry === entry)
    .map(({ path, because, next }) => [path, because, next]);

const MODEL: Texts = {
  'shop/__init__.py': '',
  'shop/migrations/__init__.py': '',
  'shop/models.py':
    'from django.db import models\n\n\nclass Photo(models.Model):\n    file = models.ImageField()\n',
};
const withModel: Texts = {
  ...stock,
  ...MODEL,
  'mysite/settings.py': settings.replace('INSTALLED_APPS = [', "INSTALLED_APPS = [\n    'shop',"),
};

describe('uploads', () => {
  test('that would be lost are named, with what to do, until a bucket is chosen', () => {
    expect(declinedBy('uploads', planFor(withModel))).toEqual([
      [
        'shop/models.py',
        'its ImageField stores files on the disk of the dyno, which is wiped at every restart',
        'Store uploads in a bucket: dynoready init --storage s3 (or --storage bucketeer, an add-on)',
      ],
    ]);
    const plan = planFor(withModel, { storage: 's3' });
    expect(plan.declined).toEqual([]);
    const after = apply(withModel, plan);
    expect(production(after)).toContain('STORAGES = {**STORAGES, "default": UPLOADS}\n');
    expect(remarks(after).filter((one) => one.startsWith('media'))).toEqual([]);
    expect([planFor(after).changes, planFor(after).declined]).toEqual([[], []]);
  });

  test.each(['split', 'single'] as const)(
    'in the bucket of Bucketeer, whose add-on sets the variables (%s)',
    (layout) => {
      const after = apply(
        stock,
        planFor(stock, { storage: 'bucketeer', ci: 'github', settings: layout }),
      );
      expect(production(after)).toContain(
        '"bucket_name": os.environ.get("BUCKETEER_BUCKET_NAME"),\n',
      );
      expect(production(after)).not.toContain('endpoint_url');
      const { addons, env } = JSON.parse(after['app.json']!) as { addons: string[]; env: object };
      expect(addons).toEqual(['heroku-postgresql:essential-0', 'bucketeer:hobbyist']);
      expect(Object.keys(env).filter((name) => /BUCKET|AWS/.test(name))).toEqual([]);
      expect(after['.github/workflows/dynoready.yml']).toContain(
        '          --config-var BUCKETEER_BUCKET_NAME=rehearsed\n',
      );
      expect(planFor(after).changes).toEqual([]);
      expect(remarks(after)).toEqual([]);
    },
  );

  test('chosen alone keep an entry for static files, as WhiteNoise has it where that is listed', () => {
    const alone = apply(stock, planFor(stock, { storage: 's3', settings: 'single' }, ['uploads']));
    expect(production(alone)).toContain(
      '    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},\n',
    );
    const listing: Texts = {
      ...stock,
      'mysite/settings.py': settings.replace(
        'MIDDLEWARE = [',
        "MIDDLEWARE = [\n    'whitenoise.middleware.WhiteNoiseMiddleware',",
      ),
    };
    const beside = apply(
      listing,
      planFor(listing, { storage: 's3', settings: 'single' }, ['uploads']),
    );
    expect(production(beside)).toContain(
      '    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},\n',
    );
    for (const texts of [alone, beside])
      expect(planFor(texts, { storage: 's3' }, ['uploads']).changes).toEqual([]);
  });
});

describe('a Content-Security-Policy', () => {
  const page =
    '<!-- <script>old()</script> -->\n<script src="/a.js"></script>\n<script>go()</script>\n<style>p {}</style>\n';
  const withPage: Texts = { ...stock, 'mysite/templates/page.html': page };

  test.each(['split', 'single'] as const)(
    'admits inline code by nonce, and says where one has to be written (%s)',
    (layout) => {
      const plan = planFor(withPage, { csp: 'enforce', settings: layout });
      expect(declinedBy('csp', plan)).toEqual([
        [
          'mysite/templates/page.html',
          'line 3 contains an inline script (and 1 more place does), which the policy allows only with a nonce',
          'Write <script nonce="{{ csp_nonce }}">, or move it into a static file.',
        ],
      ]);
      const after = apply(withPage, plan);
      expect(after['mysite/settings/base.py'] ?? production(after)).toContain(
        "                'django.template.context_processors.csp',\n",
      );
      expect(production(after)).toContain('"script-src": [CSP.SELF, CSP.NONCE],\n');
      expect(production(after)).toContain('"style-src": [CSP.SELF, CSP.NONCE],\n');
      expect([planFor(after).changes, planFor(after).declined]).toEqual([[], []]);
    },
  );

  test('admits the hosts that the templates load from', () => {
    const links =
      '{% load static %}<link rel="stylesheet" href="//fonts.googleapis.com/css?family=Lato"><link rel="icon" href="https://icons.example.com/a.png">\n' +
      '<script src="http://cdn.example.com/a.js"></script><script src="{% static "a.js" %}"></script>\n<iframe src="https://maps.example.com/x"></iframe>\n';
    const policy = production(
      apply(stock, planFor({ ...stock, 'mysite/templates/page.html': links }, { csp: 'enforce' })),
    );
    expect(
      policy,
    ).toContain(`# Allow resources from this site and from the hosts named in its templates.
# Add more sources as you need them.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, "https://cdn.example.com"],
    "style-src": [CSP.SELF, "https://fonts.googleapis.com"],
    "font-src": [CSP.SELF, "https://fonts.gstatic.com"],
    "frame-src": [CSP.SELF, "https://maps.example.com"],
    "img-src": [CSP.SELF, "data:"],
`);
  });

  test('has its middleware listed where SecurityMiddleware is, not where production puts another in front', () => {
    const base = settings.replace('parent.parent', 'parent.parent.parent');
    const texts: Texts = {
      ...Object.fromEntries(
        Object.entries(stock).filter(([path]) => path !== 'mysite/settings.py'),
      ),
      'mysite/settings/__init__.py': '',
      'mysite/settings/base.py': base,
      'mysite/settings/production.py':
        'from .base import *\n\nMIDDLEWARE = ["shop.middleware.First"] + MIDDLEWARE\n',
      'manage.py': stock['manage.py']!.replace('mysite.settings', 'mysite.settings.base'),
      'mysite/wsgi.py': stock['mysite/wsgi.py']!.replace(
        'mysite.settings',
        'mysite.settings.production',
      ),
    };
    const after = apply(texts, planFor(texts, { csp: 'enforce' }));
    expect(after['mysite/settings/base.py']).toContain(
      "SecurityMiddleware',\n    'django.middleware.csp.ContentSecurityPolicyMiddleware',\n    'whitenoise.middleware.WhiteNoiseMiddleware',\n",
    );
    expect(planFor(after).changes).toEqual([]);
  });

  test('names no nonce where no template needs one, and takes pictures from the bucket', () => {
    const bare = production(apply(stock, planFor(stock, { csp: 'enforce' })));
    expect(bare).toContain(
      'SECURE_CSP = {\n    "default-src": [CSP.SELF],\n    "img-src": [CSP.SELF, "data:"],\n',
    );
    expect(bare).not.toContain('nonce');
    const uploads = production(apply(stock, planFor(stock, { csp: 'enforce', storage: 's3' })));
    expect(uploads).toContain(
      '"img-src": [CSP.SELF, "data:", "https:"],  # uploads are served from the bucket\n',
    );
  });

  test('that only reports is not made to block by the generator', () => {
    const after = apply(stock, planFor(stock, { csp: 'report-only' }));
    const again = planFor(after, { csp: 'enforce' });
    expect(again.changes).toEqual([]);
    expect(declinedBy('csp', again)).toEqual([
      [
        'mysite/settings/heroku.py',
        'SECURE_CSP_REPORT_ONLY only reports violations, and dynoready cannot see whether there still are any',
        'Rename it to SECURE_CSP once no violations are reported.',
      ],
    ]);
  });

  test('before Django 6.0 is written for django-csp 4 where the project has it, and declined below that', () => {
    const requiring = (line: string): Texts => ({
      ...with52,
      'requirements.txt': `django>=5.2,<5.3\n${line}\n`,
    });
    const after = apply(
      requiring('django-csp>=4,<5'),
      planFor(requiring('django-csp>=4,<5'), { csp: 'enforce' }),
    );
    expect(after['mysite/settings/base.py']).toContain("    'csp.middleware.CSPMiddleware',\n");
    expect(production(after)).toContain(
      'CONTENT_SECURITY_POLICY = {\n    "DIRECTIVES": {\n        "default-src": [constants.SELF],\n',
    );
    expect(planFor(after).changes).toEqual([]);
    expect(remarks(after)).toEqual([]);
    const single = apply(
      requiring('django-csp>=4,<5'),
      planFor(requiring('django-csp>=4,<5'), { csp: 'enforce', settings: 'single' }),
    );
    expect(production(single)).toContain('from csp import constants\n');
    expect(planFor(single).changes).toEqual([]);
    for (const line of ['django-csp==3.8', 'django-csp>=3.7,<4', 'django-csp~=3.8'])
      expect(declinedBy('csp', planFor(requiring(line), { csp: 'enforce' }))).toMatchObject([
        [
          undefined,
          `django-csp is pinned below 4.0 (${line.slice('django-csp'.length)}), which has different settings`,
          expect.any(String),
        ],
      ]);
  });
});

describe('mail', () => {
  const own = (lines: string): Texts => ({
    ...with52,
    'mysite/settings.py': `import os\n${with52['mysite/settings.py']}\n${lines}\n`,
  });

  test('whose backend a config var chooses stays, and one that only prints is replaced in production', () => {
    const chosen = own(
      `EMAIL_BACKEND = os.environ.get('EMAIL_BACKEND', 'django.core.mail.backends.console.EmailBackend')`,
    );
    expect(production(apply(chosen, planFor(chosen, { email: 'smtp' })))).not.toContain('EMAIL_');
    const printed = own(`EMAIL_BACKEND = 'django.core.mail.backends.console.EmailBackend'`);
    const after = apply(printed, planFor(printed, { email: 'smtp' }));
    expect(production(after)).toContain(
      'EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"\n',
    );
    expect(planFor(after).changes).toEqual([]);
    expect(remarks(after)).toEqual([]);
  });

  test('on Django 6.1 is sent by the old settings where the project has some, and from its own sender', () => {
    const bare = settings.slice(0, settings.indexOf('# Email\n'));
    const old: Texts = {
      ...stock,
      'mysite/settings.py': `${bare}EMAIL_USE_TLS = True\nDEFAULT_FROM_EMAIL = 'shop@example.com'\n`,
    };
    const after = apply(old, planFor(old, { email: 'smtp' }));
    expect(production(after)).toContain('EMAIL_HOST = os.environ.get("EMAIL_HOST", "")\n');
    expect(production(after)).not.toMatch(/MAILERS|DEFAULT_FROM_EMAIL/);
    expect([planFor(after).changes, remarks(after)]).toEqual([[], []]);
  });

  test('to a server on this machine stays as it is unless another is asked for', () => {
    const local = own(`EMAIL_HOST = 'localhost'`);
    expect(production(apply(local, planFor(local)))).not.toContain('EMAIL_HOST');
    expect(production(apply(local, planFor(local, { email: 'smtp' })))).toContain(
      'EMAIL_HOST = os.environ.get("EMAIL_HOST", "")\n',
    );
  });

  test('on Django 6.1 that is printed in a way that cannot be moved is replaced, or left with what to do', () => {
    const twice: Texts = {
      ...stock,
      'mysite/settings.py': `${settings}\nMAILERS["default"]["OPTIONS"] = {}\n`,
    };
    expect(declinedBy('email', planFor(twice, { settings: 'split' }))).toMatchObject([
      [
        'mysite/settings.py',
        expect.stringContaining('MAILERS prints mail'),
        expect.stringContaining('dynoready init --email smtp'),
      ],
    ]);
    const plan = planFor(twice, { settings: 'split', email: 'smtp' });
    expect(plan.declined).toEqual([]);
    expect(production(apply(twice, plan))).toContain('MAILERS = {\n');
  });
});

test('Sentry that the project starts elsewhere is not started twice', () => {
  const texts: Texts = {
    ...stock,
    'mysite/wsgi.py': `import sentry_sdk\n\nsentry_sdk.init()\n${stock['mysite/wsgi.py']}`,
  };
  expect(production(apply(texts, planFor(texts, { sentry: true })))).not.toContain('sentry');
});

describe('review apps', () => {
  test('have the smallest plans and dynos whatever production has, their own hosts, and a script where one is wanted', () => {
    const texts: Texts = {
      ...stock,
      'app.json': '{\n  "name": "ours",\n  "addons": ["heroku-postgresql:standard-0"]\n}\n',
    };
    const plan = planFor(texts, {
      reviewApps: true,
      reviewScript: 'python manage.py loaddata demo',
    });
    const after = apply(texts, plan);
    expect(JSON.parse(after['app.json']!)).toMatchObject({
      addons: ['heroku-postgresql:standard-0'],
      environments: {
        review: {
          env: { ALLOWED_HOSTS: { value: '.herokuapp.com' } },
          addons: ['heroku-postgresql:essential-0'],
          formation: { web: { quantity: 1, size: 'basic' } },
          scripts: { postdeploy: 'python manage.py loaddata demo' },
        },
      },
    });
    expect(plan.next).toEqual(
      expect.arrayContaining(['heroku pipelines:connect mysite --repo owner/repository']),
    );
    expect(planFor(after).changes).toEqual([]);
    expect(projectOf(after).appJson?.problems).toEqual([]);
    expect(remarks(after)).toEqual([]);
  });

  test('that are described already stay', () => {
    const review = '{\n  "environments": { "review": { "stack": "heroku-24" } }\n}\n';
    const after = apply(
      { ...stock, 'app.json': review },
      planFor({ ...stock, 'app.json': review }, { reviewApps: true }),
    );
    expect(JSON.parse(after['app.json']!)).toMatchObject({
      environments: { review: { stack: 'heroku-24' } },
    });
  });
});

describe('the workflow', () => {
  const PATH = '.github/workflows/dynoready.yml';

  test('pins each action and the tool, and gives the rehearsal what the settings insist on', () => {
    const text = apply(stock, planFor(stock, { ci: 'github', storage: 's3', email: 'smtp' }))[
      PATH
    ]!;
    const used = [...text.matchAll(/uses: (\S+)(.*)/g)].map(
      ([, action, comment]) => `${action}${comment}`,
    );
    expect(
      used.filter((one) => !/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one)),
    ).toEqual([]);
    expect(text.match(/--package generator-dynoready@\d+\.\d+\.\d+\S* dynoready/g)).toHaveLength(2);
    expect([...text.matchAll(/--config-var (\w+)=/g)].map(([, name]) => name)).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_STORAGE_BUCKET_NAME',
      'DEFAULT_FROM_EMAIL',
      'EMAIL_HOST',
    ]);
  });

  test('stands beside others, and is not written where one of them runs the tool', () => {
    const tests: Texts = { ...stock, '.github/workflows/tests.yml': 'on: push\n' };
    expect(changesOf(planFor(tests, { ci: 'github' }))).toContain(`create ${PATH}`);
    const own: Texts = {
      ...stock,
      '.github/workflows/tests.yaml':
        'on: push\njobs: {a: {steps: [{run: npx dynoready check}]}}\n',
    };
    expect(changesOf(planFor(own, { ci: 'github' }))).not.toContain(`create ${PATH}`);
  });
});
