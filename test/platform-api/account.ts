import type { SimulatedAccount, SimulatedApp } from '../../src/platform-api/simulated-account.ts';

/** An app that ran the workshop to its end: release and web, a database, one custom domain. */
export const LIVE_APP: SimulatedApp = {
  app: {
    id: '01234567-89ab-cdef-0123-456789abcdef',
    name: 'shop-live',
    stack: { id: 's24', name: 'heroku-24' },
    build_stack: { id: 's24', name: 'heroku-24' },
    web_url: 'https://shop-live-0a1b2c.herokuapp.com/',
  },
  configVars: {
    DATABASE_URL: 'postgres://secret-user:secret-password@db.example.com/live',
    DJANGO_SETTINGS_MODULE: 'shop.settings.heroku',
    SECRET_KEY: 'a-secret-value',
    OLD_FLAG: 'secret-too',
  },
  formation: [
    {
      id: 'f1',
      type: 'web',
      quantity: 2,
      size: 'Standard-1X',
      dyno_size: { name: 'Standard-1X' },
      command: 'gunicorn shop.wsgi',
    },
    { id: 'f2', type: 'clock', quantity: 1, size: 'Basic', command: 'python clock.py' },
  ],
  releases: Array.from({ length: 23 }, (_, index) => ({
    id: `r${index + 1}`,
    version: index + 1,
    status: 'succeeded',
    description: `Deploy ${index + 1}`,
    created_at: '2026-11-02T10:00:00Z',
    current: index === 22,
  })),
  buildpackInstallations: [
    { ordinal: 0, buildpack: { name: 'heroku/python', url: 'urn:buildpack:heroku/python' } },
  ],
  addons: [
    {
      id: 'a1',
      name: 'postgresql-curly-12345',
      plan: { name: 'heroku-postgresql:essential-0' },
      addon_service: { name: 'heroku-postgresql' },
      state: 'provisioned',
      config_vars: ['DATABASE_URL'],
    },
  ],
  domains: [
    { id: 'd1', hostname: 'shop-live-0a1b2c.herokuapp.com', kind: 'heroku' },
    { id: 'd2', hostname: 'www.shop.example', kind: 'custom' },
  ],
};

/** An account with that one app. */
export const ACCOUNT: SimulatedAccount = {
  token: 'test-token',
  email: 'dev@example.com',
  apps: [LIVE_APP],
  stacks: [
    { id: 's22', name: 'heroku-22', state: 'deprecated', default: false },
    { id: 's24', name: 'heroku-24', state: 'public', default: false },
    { id: 's26', name: 'heroku-26', state: 'public', default: true },
  ],
};
