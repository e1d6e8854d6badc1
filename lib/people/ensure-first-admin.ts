import "server-only";
import fs from "node:fs";
import path from "node:path";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { newSecret } from "#lib/ids.ts";
import { createUser } from "./create-user.ts";

export type FirstAdmin = { email: string; password?: string; passwordFile?: string };

/**
 * Makes the first admin when there is nobody: with ADMIN_EMAIL and ADMIN_PASSWORD, else with a random password that
 * is returned once and kept in DATA_DIR with mode 0600.
 */
export async function ensureFirstAdmin(): Promise<FirstAdmin | undefined> {
  if ((await db().user.count()) > 0) return undefined;
  const email = env().ADMIN_EMAIL?.toLowerCase() ?? "admin@patchbay.local";
  const password = env().ADMIN_PASSWORD ?? newSecret(20);
  await createUser(systemCtx("first start"), { email, name: "First admin", role: "admin", password });
  if (env().ADMIN_PASSWORD) return { email };
  const passwordFile = path.join(env().dataDir, "admin-password");
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  return { email, password, passwordFile };
}
