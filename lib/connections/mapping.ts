import type { ConnectionInput } from "./schema.ts";

type Filled = { field: string; value: string };

const FIELD_OF: Record<string, string> = {
  issuer: "settings.issuer",
  environmenturl: "settings.issuer",
  accesskeyid: "settings.accessKeyId",
  accesskeysecret: "secrets.accessKeySecret",
  clientid: "settings.clientId",
  clientsecret: "secrets.clientSecret",
  dfobaseurl: "settings.dfoBaseUrl",
};

/**
 * Reads credentials pasted as JSON, alone or under a key `cxone`, with names as CXone, Cognigy or a sandbox write them.
 * Gives the form fields they fill; a sentence when there is nothing to use.
 */
export function readCredentials(
  text: string,
): { ok: true; fields: Filled[] } | { ok: false; sentence: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, sentence: "This is not JSON. Paste the whole text, from the first { to the last }." };
  }
  const nested = isRecord(parsed) && isRecord(parsed.cxone) ? parsed.cxone : parsed;
  if (!isRecord(nested)) return { ok: false, sentence: 'Paste an object such as {"accessKeyId": "…"}.' };
  const fields = Object.entries(nested).flatMap(([key, value]) => {
    const field = FIELD_OF[key.replaceAll(/[^a-z]/gi, "").toLowerCase()];
    return field && typeof value === "string" && value ? [{ field, value }] : [];
  });
  if (fields.length === 0) {
    return {
      ok: false,
      sentence: "None of accessKeyId, accessKeySecret, clientId, clientSecret or issuer is in there.",
    };
  }
  return { ok: true, fields };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An empty form. */
export const emptyConnection = (issuer: string) =>
  ({
    name: "CXone",
    settings: { issuer, accessKeyId: "", clientId: "", dfoBaseUrl: "" },
    secrets: { accessKeySecret: "", clientSecret: "" },
  }) satisfies ConnectionInput;
