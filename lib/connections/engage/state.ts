import type { SecretsOfKind } from "../kept-secrets.ts";
import { apiBaseUrlOf, ENGAGE_SECRETS } from "./schema.ts";

/** What the secret of an Engage connection is for. */
export const engageSecrets: SecretsOfKind<"engage"> = {
  fields: ENGAGE_SECRETS,
  destination: (settings) => [settings.uiBaseUrl, apiBaseUrlOf(settings)],
  ownerOf: () => "",
  needed: () => [
    {
      field: "apiToken",
      name: "API access token",
      origin: "Engage shows it in the list of API access tokens, beside its name.",
    },
  ],
};
