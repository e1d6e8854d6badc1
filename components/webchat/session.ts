import type { Unsent } from "./chat-state.ts";

/** What a browser remembers of its conversation with one handover. */
export type Session = {
  /** The handover it belongs to: another than the page's where the bot has moved. */
  providerId: string;
  conversationId: string;
  visitorToken: string;
};

const keyOf = (providerId: string, what: string) => `patchbay.webchat.${providerId}.${what}`;

/** A browser may forbid storage; the chat then lives as long as its page. */
function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // See above.
  }
}

export function loadSession(providerId: string): Session | null {
  const value = read(keyOf(providerId, "session")) as Partial<Session> | null;
  return typeof value?.conversationId === "string" && typeof value.visitorToken === "string"
    ? {
        providerId: typeof value.providerId === "string" ? value.providerId : providerId,
        conversationId: value.conversationId,
        visitorToken: value.visitorToken,
      }
    : null;
}

export const saveSession = (providerId: string, session: Session | null) =>
  write(keyOf(providerId, "session"), session);

/** What was written and is not confirmed survives a reload. */
export function loadUnsent(providerId: string): Unsent[] {
  const value = read(keyOf(providerId, "unsent"));
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: Partial<Unsent> | null) =>
    typeof one?.clientId === "string" && typeof one.text === "string"
      ? [
          {
            clientId: one.clientId,
            text: one.text,
            writtenAt: one.writtenAt ?? "",
            state: "waiting" as const,
          },
        ]
      : [],
  );
}

export const saveUnsent = (providerId: string, unsent: readonly Unsent[]) =>
  write(keyOf(providerId, "unsent"), unsent.length > 0 ? unsent : null);

/** A version 4 UUID. `crypto.randomUUID` exists only over HTTPS and on localhost; this exists everywhere. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
