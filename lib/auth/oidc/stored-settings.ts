import "server-only";
import * as z from "zod";
import { roleSchema } from "#lib/auth/schema.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import type { RoleOfGroup } from "./schema.ts";

/** Where the client secret stands in the vault. */
export const SUBJECT = "sign-in:settings";
export const SECRET_FIELD = "clientSecret";

export type StoredSettings = {
  oidcEnabled: boolean;
  passwordAllowed: boolean;
  issuer: string;
  clientId: string;
  scopes: string;
  groupsClaim: string;
  roleOfGroup: RoleOfGroup[];
  adminSignedInAt: Date | null;
  version: number;
};

const lines = z.array(z.object({ group: z.string(), role: roleSchema }));

/** The one row that says how people sign in. */
export async function loadSettings(tx: Tx = db()): Promise<StoredSettings> {
  const row = await tx.signInSettings.upsert({ where: { id: 1 }, create: {}, update: {} });
  return { ...row, roleOfGroup: lines.parse(row.roleOfGroup) };
}

/** The client secret; undefined for a client that has none and relies on PKCE. */
export const loadClientSecret = (): Promise<string | undefined> => readSecret(db(), SUBJECT, SECRET_FIELD);

/** Where the provider sends people back to. One address, compared letter by letter by the provider. */
export const redirectUri = () => `${env().publicUrl}/api/auth/oidc/callback`;

/**
 * Whose password still works when passwords are off: the person named by ADMIN_EMAIL, for as long as the environment
 * names them. Whoever sets the environment owns the house; without this way in, a provider that is down or set up wrongly
 * locks everybody out.
 */
export const breakGlassEmail = (): string | null => env().ADMIN_EMAIL?.toLowerCase() ?? null;
