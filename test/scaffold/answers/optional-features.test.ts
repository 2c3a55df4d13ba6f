import { describe, expect, test } from 'vitest';
import { loadRules } from '../../../src/check/catalogue.ts';
import { runRules } from '../../../src/check/run.ts';
import type { Answers } from '../../../src/scaffold/answers/answers.ts';
import { apply, changesOf, fixture, planFor, projectOf, type Texts } from '../fixture-project.ts';

const rules = await loadRules();
const ALL: Partial<Answers> = {
  cache: 'redis',
  tasks: 'celery',
  storage: 's3',
  email: 'smtp',
  sentry: true,
  csp: 'report-only',
  health: true,
  reviewApps: true,
  ci: 'github',
  preCommit: true,
};
const stock = fixture('startproject-6.1');
const with52 = fixture('startproject-5.2');

const production = (texts: Texts): string =>
  texts[Object.keys(texts).find((path) => path.endsWith('/heroku.py')) ?? 'mysite/settings.py'] ??
  '';

describe.each(['split', 'single'] as const)('all extras, with --settings %s', (settings) => {
  const plan = planFor(stock, { ...ALL, settings });
  const after = apply(stock, plan);

  test('change these files, and nothing is declined', async () => {
    expect(plan.declined).toEqual([]);
    await expect(`${changesOf(plan).join('\n')}\n\n${plan.next.join('\n')}\n`).toMatchFileSnapshot(
      `expected/extras/${settings}.changes.txt`,
    );
    await expect(production(after)).toMatchFileSnapshot(
      `expected/extras/${settings}.production.py`,
    );
    await expect(after['app.json']).toMatchFileSnapshot(`expected/extras/${settings}.app.json.txt`);
  });

  test('are found again by a second run without flags, which changes nothing', () => {
    const again = planFor(after);
    expect([again.changes, again.declined]).toEqual([[], []]);
  });

  test('leave no rule with anything to say', () => {
    expect(runRules(projectOf(after), rules).map(({ rule, what }) => `${rule}: ${what}`)).toEqual(
      [],
    );
  });

  test('are the same when they are chosen one after the other', () => {
    const texts = Object.entries(ALL).reduce<Texts>(
      (current, [name, value]) => apply(current, planFor(current, { [name]: value })),
      apply(stock, planFor(stock, { settings })),
    );
    expect(changesOf(planFor(texts, ALL))).toEqual([]);
    expect(runRules(projectOf(texts), rules).map(({ rule, what }) => `${rule}: ${what}`)).toEqual(
      [],
    );
  });
});

describe.each(['split', 'single'] as const)(
  'a cache and a broker of the project in Redis, with --settings %s',
  (settings) => {
    const withRedis = (backend: string): Texts => ({
      ...with52,
      'requirements.txt': 'Django>=5.2,<5.3\nredis>=6,<7\ncelery>=5.5,<6\ndjango-redis>=6,<7\n',
      'mysite/settings.py': `import os\n${with52['mysite/settings.py']}\nREDIS_URL = os.getenv("REDIS_URL", "redis://localhost")\nCACHES = {"default": {"BACKEND": "${backend}", "LOCATION": REDIS_URL}}\nCELERY_BROKER_URL = REDIS_URL\n`,
      'mysite/celery.py':
        'import os\n\nfrom celery import Celery\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\napp = Celery("mysite")\napp.config_from_object("django.conf:settings", namespace="CELERY")\n',
    });

    test.each([
      [
        'django.core.cache.backends.redis.RedisCache',
        'CACHES["default"].setdefault("OPTIONS", {})["ssl_cert_reqs"] = None',
      ],
      [
        'django_redis.cache.RedisCache',
        'options.setdefault("CONNECTION_POOL_KWARGS", {})["ssl_cert_reqs"] = None',
      ],
    ])('accept the certificate that nobody could verify: %s', (backend, line) => {
      const texts = withRedis(backend);
      const after = apply(texts, planFor(texts, { settings }));
      expect(production(after)).toContain(line);
      expect(production(after)).toContain(
        'CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}',
      );
      expect(production(after)).not.toContain('CELERY_REDIS_BACKEND_USE_SSL');
      expect(changesOf(planFor(after))).toEqual([]);
      expect(runRules(projectOf(after), rules).map(({ rule }) => rule)).not.toContain(
        'redis-certificate',
      );
    });
  },
);

test('a cache that cannot be told asks nothing of the app by default, and is named when one is wanted', () => {
  const texts = {
    ...with52,
    'requirements.txt': 'Django>=5.2,<5.3\ndjango-redis>=6,<7\nhousestyle>=1\n',
    'mysite/settings.py': `${with52['mysite/settings.py']}\nfrom housestyle import caches_for\nCACHES = caches_for("shop")\n`,
  };
  expect(apply(texts, planFor(texts))['app.json']).not.toContain('REDIS_URL');
  const wanted = planFor(texts, { cache: 'redis', settings: 'split' });
  expect(apply(texts, wanted)['app.json']).not.toContain('REDIS_URL');
  expect(
    wanted.declined.filter(({ entry }) => entry === 'cache').map(({ because }) => because),
  ).toEqual(['the value of CACHES cannot be determined without running the settings']);
});

describe('the worker', () => {
  test.each([
    [
      'celery',
      'REMAP_SIGTERM=SIGQUIT celery --app mysite worker --loglevel INFO --concurrency $' +
        '{WEB_CONCURRENCY:-2}',
      'celery[redis]>=5.6,<6',
    ],
    ['rq', 'python manage.py rqworker default', 'django-rq>=4,<5'],
    ['django', 'python manage.py db_worker', 'django-tasks-db>=0.13,<1'],
  ] as const)(
    'of %s has its line, its package and its place in the formation',
    (tasks, command, requirement) => {
      const plan = planFor(stock, { tasks });
      const after = apply(stock, plan);
      expect(after.Procfile?.split('\n')).toContain(`worker: ${command}`);
      expect(after['requirements.txt']?.split('\n')).toContain(requirement);
      expect(JSON.parse(after['app.json']!)).toMatchObject({
        formation: { web: { quantity: 1 }, worker: { quantity: 1 } },
      });
      expect(plan.next).toContain('heroku ps:scale worker=1    (after the first push)');
      expect(planFor(after).changes).toEqual([]);
      expect(runRules(projectOf(after), rules)).toEqual([]);
    },
  );

  test("of Django's own tasks is declined before 6.0, with what else there is", () => {
    const plan = planFor(with52, { tasks: 'django' });
    expect(plan.declined).toEqual([
      {
        entry: 'tasks',
        path: undefined,
        because: 'Django 5.2 has no task framework, which Django 6.0 added',
        next: 'Choose Celery or RQ (--tasks celery, --tasks rq), or upgrade to Django 6.0 first.',
      },
    ]);
  });

  test('is added for a Celery app that is there, whose settings and module stay', () => {
    const celery = `import os\n\nfrom celery import Celery\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\napp = Celery('ours')\n`;
    const texts: Texts = {
      ...stock,
      'mysite/celery.py': celery,
      'mysite/settings.py':
        `${stock['mysite/settings.py']}\nCELERY_BROKER_URL = os.environ.get("REDIS_URL", "redis://localhost")\n`.replace(
          'from pathlib',
          'import os\nfrom pathlib',
        ),
      'requirements.txt': 'django>=6.1,<6.2\ncelery[redis]>=5.5,<6\n',
    };
    const after = apply(texts, planFor(texts));
    // Development's module is what a developer's worker gets; a dyno has the config var.
    expect(after['mysite/celery.py']).toBe(
      celery.replace("'mysite.settings'", "'mysite.settings.local'"),
    );
    expect(after.Procfile).toContain('worker: REMAP_SIGTERM=SIGQUIT celery --app mysite worker');
    expect(JSON.parse(after['app.json']!)).toMatchObject({
      addons: ['heroku-postgresql:essential-0', 'heroku-redis:mini'],
    });
    expect(planFor(after).changes).toEqual([]);
  });
});

describe('ASGI', () => {
  test('has its worker class, its module and a pool in place of kept connections', () => {
    const after = apply(stock, planFor(stock, { server: 'asgi' }));
    expect(after.Procfile).toContain('web: gunicorn mysite.asgi\n');
    expect(after['gunicorn.conf.py']).toContain('worker_class = "asgi"\n');
    expect(after['gunicorn.conf.py']).not.toContain('threads = ');
    expect(production(after)).toContain('DATABASES["default"]["OPTIONS"]["pool"] = {');
    expect(after['requirements.txt']).toContain('psycopg[binary,pool]>=3.3,<4\n');
    expect(planFor(after).changes).toEqual([]);
    expect(runRules(projectOf(after), rules)).toEqual([]);
  });

  test('changes a web process that is gunicorn on wsgi.py, and a worker class that speaks WSGI', () => {
    const before: Texts = {
      ...stock,
      Procfile: 'web: gunicorn mysite.wsgi\n',
      'gunicorn.conf.py': 'worker_class = "gthread"\n',
    };
    const after = apply(before, planFor(before, { server: 'asgi' }));
    expect(after.Procfile).toContain('web: gunicorn mysite.asgi\n');
    expect(after['gunicorn.conf.py']).toContain('worker_class = "asgi"\n');
  });
});

describe('what the project has already stays', () => {
  const withSettings = (lines: string): Texts => ({
    ...stock,
    'mysite/settings.py': `${stock['mysite/settings.py']}\n${lines}\n`,
  });

  test.each([
    [
      'a cache in Redis',
      { cache: 'redis' },
      'CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://x"}}',
      'CACHES',
    ],
    [
      'a storage of its own',
      { storage: 's3' },
      'STORAGES = {"default": {"BACKEND": "shop.storage.Ours"}}',
      'UPLOADS',
    ],
    ['a policy', { csp: 'enforce' }, 'SECURE_CSP = {"default-src": ["https:"]}', 'SECURE_CSP'],
    ['queues of RQ', { tasks: 'rq' }, 'RQ_QUEUES = {"high": {"URL": "redis://x"}}', 'RQ_QUEUES'],
  ] as const)('%s', (_, answers, lines, name) => {
    const texts = withSettings(lines);
    expect(
      production(apply(texts, planFor(texts, { ...answers, settings: 'split' }))),
    ).not.toContain(name);
  });

  test('mail that goes to a server; and the old EMAIL_ settings are not joined by MAILERS, which would stop the start', () => {
    const own = {
      ...with52,
      'mysite/settings.py': `${with52['mysite/settings.py']}\nEMAIL_HOST = "smtp.example.com"\n`,
    };
    expect(production(apply(own, planFor(own, { email: 'smtp' })))).not.toContain('EMAIL_HOST');
    expect(production(apply(with52, planFor(with52, { email: 'smtp' })))).toContain(
      'EMAIL_HOST = os.environ.get("EMAIL_HOST", "")\n',
    );
  });

  test('mail that was printed gets no server unless one is asked for, and that is said', () => {
    expect(planFor(stock).next).toContain(
      'Production has no mail server now. If the app sends mail, run: dynoready init --email smtp',
    );
  });

  test('a Content-Security-Policy is declined before Django 6.0', () => {
    expect(planFor(with52, { csp: 'enforce' }).declined.map(({ because }) => because)).toEqual([
      'Django 5.2 has no built-in Content-Security-Policy, which Django 6.0 added',
    ]);
  });
});
