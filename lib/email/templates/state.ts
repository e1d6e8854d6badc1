import type { Role } from "#lib/auth/schema.ts";
import type { ChannelChoice } from "./schema.ts";

/** What somebody may do with templates and signatures; the verbs say the same with `requireRole`. */
export const mayWrite = (actor: { kind: string; role?: Role }) =>
  actor.role === "admin" || actor.role === "operator";

/** Where the limit of 40 MB counts: for mail that SES sends, not for channels with a mail server of their own (M-01). */
export function limitOf(channels: readonly Pick<ChannelChoice, "name" | "sending" | "state">[]): {
  counts: boolean;
  sentence: string;
} {
  const used = channels.filter(({ state }) => state !== "removed");
  const own = used.filter(({ sending }) => sending === "smtp").map(({ name }) => name);
  if (own.length === 0) return { counts: true, sentence: "" };
  const servers = `${own.join(", ")} ${own.length === 1 ? "sends" : "send"} through a mail server of your own, which has a limit of its own.`;
  return own.length === used.length
    ? { counts: false, sentence: `The limit of 40 MB does not count here: ${servers}` }
    : { counts: true, sentence: servers };
}

/** What is to be said of a channel that a template is connected to. */
export function problemOfChannel(channel: Pick<ChannelChoice, "state">): string | null {
  return channel.state === "removed" ? "This channel was removed: take it out of the choice." : null;
}
