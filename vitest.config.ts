import { defineConfig } from 'vitest/config';

const fixtures = ['test/fixtures/**', 'node_modules/**', 'dist/**'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: [...fixtures, 'test/**/*.slow.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          exclude: fixtures,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Each of these runs real pip, Postgres and gunicorn: side by side they only time each other out.
          fileParallelism: false,
        },
      },
    ],
  },
});
