import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One PostgreSQL server a run; each test file gets a database of its own on it (test/support/warehouse.ts).
    globalSetup: ["test/support/build.ts", "test/support/warehouse-server.ts"],
    // Tests start real databases, queues and PDF readers: two cores serve few of them at once.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
