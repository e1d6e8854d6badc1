import * as z from "zod";
import { keptDay } from "#lib/api/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import { byocSecret } from "../schema.ts";

/** The overlap is long enough for somebody at CXone to paste it. Without a secret one is made. */
export const rotateByocSecretSchema = z.strictObject({
  secret: byocSecret.optional(),
  retireOn: keptDay("Enter a date such as 2027-03-31.").nullable().default(null),
});
export type RotateByocSecret = z.output<typeof rotateByocSecretSchema>;

/** The client secret that CXone holds for our bridge, and the older one that still opens it. Times in ISO 8601 UTC. */
export type ByocSecretView = {
  handover: { id: string; name: string };
  clientId: string;
  current: SecretView;
  previous: {
    secret: SecretView;
    startedAt: string;
    startedBy: string;
    /** Null: until somebody retires it. */
    retireAt: string | null;
    /** When CXone first asked for a token with the new one; null: it still uses the old one. */
    newUsedAt: string | null;
    oldUsedAt: string | null;
  } | null;
};
