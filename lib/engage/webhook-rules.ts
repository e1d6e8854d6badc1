/** Cognigy's own default, which everybody knows (E-53). */
export const WELL_KNOWN_VERIFY_TOKEN = "cognigy123";
export const MAX_SECRET_CHARS = 255;

/** What is wrong with a webhook's secret (E-50, facts/engage.md §3), or null. */
export function problemOfWebhookSecret(secret: string): string | null {
  if (secret === "") return "Enter a secret, or let one be made.";
  if (secret.length > MAX_SECRET_CHARS) {
    return `The secret has ${secret.length} characters; Engage takes at most ${MAX_SECRET_CHARS}.`;
  }
  if (secret !== secret.trim()) return "The secret begins or ends with a blank.";
  const bad = [...secret].find((character) => character < " " || character > "~");
  if (bad === undefined) return null;
  return bad > "~" && bad !== "\u007F"
    ? `"${bad}" cannot be sent in a header. Use letters, digits and signs of the English keyboard.`
    : "The secret has a line break or another sign that cannot be sent.";
}

/** What is wrong with a verification token, or null. That it is the well-known one is a warning of its own. */
export function problemOfVerifyToken(token: string): string | null {
  if (token === "") return "Enter the verification token.";
  return /\s/.test(token) ? "There is a blank in the verification token." : null;
}

export const isWellKnownVerifyToken = (token: string): boolean =>
  token.trim().toLowerCase() === WELL_KNOWN_VERIFY_TOKEN;
