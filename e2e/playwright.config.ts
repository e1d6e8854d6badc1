import { defineConfig } from "@playwright/test";

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Journeys against one running product; the canary looks at everything they left behind. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  globalSetup: "./start-product.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    // What cannot be pressed within this time never can: the test fails there and says so.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    browserName: "chromium",
    launchOptions: {
      args: CHROMIUM_FLAGS,
      ...(process.env.PATCHBAY_BROWSER ? { executablePath: process.env.PATCHBAY_BROWSER } : {}),
    },
    // Recording slows every step; TRACE=on asks for it when a journey is to be looked into.
    trace: process.env.TRACE === "on" ? "retain-on-failure" : "off",
    reducedMotion: "reduce",
  },
  projects: [
    { name: "journeys", testMatch: /\.spec\.ts$/, testIgnore: /(every-page|canary)\.spec\.ts$/ },
    // Many short ones at the end: no worker is left alone with a long journey.
    { name: "pages", testMatch: /every-page\.spec\.ts$/ },
    { name: "canary", testMatch: /canary\.spec\.ts$/, dependencies: ["journeys", "pages"] },
  ],
});
