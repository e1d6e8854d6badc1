import type { SecretsOfKind } from "../kept-secrets.ts";
import { CXONE_SECRETS } from "./schema.ts";

/** What the secrets of a CXone connection are for. */
export const cxoneSecrets: SecretsOfKind<"cxone"> = {
  fields: CXONE_SECRETS,
  destination: ({ issuer, clientId, dfoBaseUrl }) => [issuer, clientId, dfoBaseUrl],
  ownerOf: ({ accessKeyId }, field) => (field === "accessKeySecret" ? accessKeyId : ""),
  needed: ({ clientId }) => [
    {
      field: "accessKeySecret",
      name: "access key secret",
      origin: "CXone shows it once, when the key is made.",
    },
    ...(clientId
      ? [
          {
            field: "clientSecret" as const,
            name: "client secret",
            origin: "NICE sent it with the client ID.",
          },
        ]
      : []),
  ],
};
