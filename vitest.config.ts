import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Real tmux servers, daemons and panels run beside the tests: more workers than this only make them wait.
    maxWorkers: 2,
    pool: 'forks',
    // Nothing that goes well waits so long; a machine that is ten times slower and shared still finishes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    globalSetup: ['test/support/sweep.ts'],
    setupFiles: ['test/support/guard.ts'],
  },
});
