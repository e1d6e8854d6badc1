import type { CxoneSecrets } from "./request-token.ts";
import type { CxoneSettings } from "./schema.ts";

/** True when a kept secret would go to another place, or be used for another client: then all must be entered again. */
export function leadsElsewhere(before: CxoneSettings, after: CxoneSettings): boolean {
  return (["issuer", "clientId", "dfoBaseUrl"] as const).some((key) => before[key] !== after[key]);
}

/**
 * The secrets to use where some were left empty. The secret of an access key belongs to its id: with another id it is
 * not the one that is kept. To be called only when nothing leads elsewhere.
 */
export function mergeSecrets(
  kept: CxoneSecrets,
  before: CxoneSettings,
  after: CxoneSettings,
  given: CxoneSecrets,
): CxoneSecrets {
  const accessKeySecret =
    given.accessKeySecret ?? (before.accessKeyId === after.accessKeyId ? kept.accessKeySecret : undefined);
  const clientSecret = given.clientSecret ?? kept.clientSecret;
  return { ...(accessKeySecret ? { accessKeySecret } : {}), ...(clientSecret ? { clientSecret } : {}) };
}
