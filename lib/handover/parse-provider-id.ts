export type ParsedProviderId = { ok: true; id: string } | { ok: false; sentence: string };

const ID = /^[0-9a-f]{24}$/i;

/**
 * A handover provider id, or the Cognigy editor address that ends in one (H-11). The id is taken by its place behind
 * `/handover-provider/`: the project and organisation in the same address are 24 hex digits too.
 */
export function parseProviderId(text: string): ParsedProviderId {
  const given = text.trim();
  if (ID.test(given)) return { ok: true, id: given.toLowerCase() };
  if (!/^https?:\/\//i.test(given)) {
    const sentence =
      "Paste the address of the Handover Provider Editor, or the 24 characters behind /handover-provider/ in it.";
    return { ok: false, sentence };
  }
  const path = URL.canParse(given) ? new URL(given).pathname : "";
  const id = /\/handover-provider\/([^/]+)\/?$/i.exec(path)?.[1];
  if (id === undefined) {
    const sentence =
      "This address has no part /handover-provider/. Open the provider in Cognigy.AI under Deploy > Handover Providers and copy the address from there.";
    return { ok: false, sentence };
  }
  if (ID.test(id)) return { ok: true, id: id.toLowerCase() };
  return {
    ok: false,
    sentence: "The part behind /handover-provider/ is not 24 hex digits. Copy the whole address.",
  };
}
