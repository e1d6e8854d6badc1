const CHANNEL_ID = /^eml_\w{1,60}$/;

/**
 * The step of a channel's set-up that somebody left for a page where a domain or a mail server is made; `channel` is what
 * the address of that page says. Null when nobody came from there. With `made`, the step begins with what was made.
 */
export function stepLeft(channel: unknown, step: "domain" | "sending", made?: string): string | null {
  if (typeof channel !== "string" || !CHANNEL_ID.test(channel)) return null;
  return `/email/channels/${channel}/setup/${step}${made ? `?made=${encodeURIComponent(made)}` : ""}`;
}
