import { isIP, SocketAddress } from "node:net";
import path from "node:path";
import * as z from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const url = (protocols: RegExp) => z.url({ protocol: protocols });

/** `1.1.1.1,[2606:4700::1111]:53` as a list. */
const nameServers = z
  .string()
  .transform((text) => text.split(",").map((one) => one.trim()))
  .refine((all) => all.length <= 3 && all.every((one) => isIP(one) > 0 || SocketAddress.parse(one)));

const schema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).catch("production"),
  PORT: port.default(3000),
  SANDBOX_PORT: port.default(4010),
  SANDBOX: z.enum(["on", "off"]).default("on"),
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  PUBLIC_URL: url(/^https?$/).optional(),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(12).max(200).optional(),
  VAULT_KEYS: z.string().min(1).optional(),
  DNS_SERVERS: nameServers.optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

/** What each variable must be, in words for the person who set it wrong. */
const rule: Record<keyof typeof schema.shape, string> = {
  NODE_ENV: "must be production, development or test",
  PORT: "must be a port number from 0 to 65535",
  SANDBOX_PORT: "must be a port number from 0 to 65535",
  SANDBOX: "must be on or off",
  DATABASE_URL: "must be a PostgreSQL address such as postgresql://user:password@host:5432/patchbay",
  DATA_DIR: "must be the path of a folder",
  PUBLIC_URL: "must be the address that browsers and vendors use, such as https://patchbay.example.com",
  ADMIN_EMAIL: "must be an e-mail address",
  ADMIN_PASSWORD: "must have 12 to 200 characters",
  VAULT_KEYS: "must be a key ring such as k1:<32 bytes in base64>",
  DNS_SERVERS:
    "must be one to three addresses of DNS servers divided by commas, such as 1.1.1.1,10.0.0.53:5353",
  LOG_LEVEL: "must be trace, debug, info, warn, error or silent",
};

export type Env = z.infer<typeof schema> & { dataDir: string; publicUrl: string };

/** A variable has a value that cannot be used; the message names it and says what it must be. */
export class EnvError extends Error {}

/** Parses the environment; throws EnvError that names the first bad variable, never its value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as keyof typeof rule;
    throw new EnvError(`${name} ${rule[name]}.`);
  }
  const value = parsed.data;
  return {
    ...value,
    dataDir: path.resolve(value.DATA_DIR),
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ""),
  };
}

const shared = globalThis as unknown as { patchbayEnv?: Env };

/** The environment of this process, parsed once. */
export function env(): Env {
  shared.patchbayEnv ??= parseEnv(process.env);
  return shared.patchbayEnv;
}
