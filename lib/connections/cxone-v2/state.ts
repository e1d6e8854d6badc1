import type { SecretsOfKind } from "../kept-secrets.ts";
import { CXONE_V2_SECRETS } from "./schema.ts";

/** What the secret of a connection to the API v2 is for. */
export const cxoneV2Secrets: SecretsOfKind<"cxone-v2"> = {
  fields: CXONE_V2_SECRETS,
  destination: ({ baseUrl, tokenUrl, clientId }) => [baseUrl, tokenUrl, clientId],
  ownerOf: () => "",
  needed: () => [
    {
      field: "clientSecret",
      name: "client secret",
      origin: "CXone shows it once, when the OAuth client is made.",
    },
  ],
};
