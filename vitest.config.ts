import { defineConfig } from 'vitest/config';

const fixtures = ['test/fixtures/**', 'node_modules/**', 'dist/**'];

/**
 * Slow tests that hold times against limits, or measure memory: beside another one they would
 * measure that one too.
 */
const timed = [
  'test/heroku/{addons,dyno,logs,release,router}/**/*.slow.test.ts',
  'test/rehearsal/**/*.slow.test.ts',
  'test/{cli,clock}/**/*.slow.test.ts',
];

/** No test goes by facts that somebody has refreshed on this machine, or asks for a newer version. */
const withoutKeptFacts = { DYNOREADY_FACTS: '/var/empty/facts.json', NO_UPDATE_NOTIFIER: '1' };

/** Each of these runs real pip, Postgres and gunicorn. */
const patient = {
  // Which Pythons are fetched, only the tests of fetching say.
  env: { ...withoutKeptFacts, DYNOREADY_OFFLINE: '1' },
  testTimeout: 300_000,
  hookTimeout: 300_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...fixtures, 'test/**/*.slow.test.ts'],
          env: withoutKeptFacts,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'slow',
          globalSetup: 'test/slow-needs.ts',
          include: ['test/**/*.slow.test.ts'],
          exclude: [...fixtures, ...timed],
          ...patient,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'timed',
          include: timed,
          exclude: fixtures,
          ...patient,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
