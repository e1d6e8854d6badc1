export type ParsedIntegrationId = { ok: true; id: string } | { ok: false; sentence: string };

const UUID = /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])/gi;
const NIL = "00000000-0000-0000-0000-000000000000";

/** The Integration ID in what was pasted: labels, blanks and line breaks around it do no harm (H-19). */
export function parseIntegrationId(text: string): ParsedIntegrationId {
  const found = new Set([...text.matchAll(UUID)].map(([id]) => id.toLowerCase()));
  const [id] = found;
  if (id === undefined) {
    return {
      ok: false,
      sentence:
        "This holds no Integration ID. It looks like 3f2b8c1e-9d41-4c7a-8e55-0a1b2c3d4e5f and stands in the list under Bring Your Own Channel after you save the integration.",
    };
  }
  if (found.size > 1) {
    return { ok: false, sentence: "This holds more than one id. Paste only the Integration ID." };
  }
  if (id === NIL) {
    return { ok: false, sentence: "An Integration ID of zeros does not exist. Copy the one CXone shows." };
  }
  return { ok: true, id };
}
