import "server-only";
import type { KindOfConnection } from "../kind.ts";
import { readSecrets } from "../read-secrets.ts";
import { checkEngage } from "./check-engage.ts";
import { apiBaseUrlOf, ENGAGE_SECRETS } from "./schema.ts";

/** An account of RingCentral Engage, reached with an API access token of one of its agents. */
export const engageKind: KindOfConnection<"engage"> = {
  // Where the token is sent.
  home: apiBaseUrlOf,
  bases: (settings) => [apiBaseUrlOf(settings), settings.uiBaseUrl],
  // An account that does not say its id is known by its communities: nobody else has them.
  account: ({ accountId, communities, domain }) => ({
    id: accountId ?? domain,
    ids: accountId ? [accountId] : communities.map(({ id }) => id),
    key: accountId ?? domain,
    label: `${domain}${communities.length > 0 ? ` with ${communities.map(({ name }) => name).join(", ")}` : ""}`,
  }),
  principal: (_settings, tenant) => ({ agent: tenant?.user?.email ?? null }),
  check: checkEngage,
  checkStored: async (settings, connectionId, context) =>
    checkEngage(settings, await readSecrets(connectionId, ENGAGE_SECRETS), context),
};
