import type { Author } from "./schema.ts";

export type TranscriptLine = { author: Author; authorName: string | null; text: string; sentAt: Date };

const MAX_CHARACTERS = 20_000;

const WHO: Record<Exclude<Author, "system">, string> = { visitor: "Visitor", bot: "Bot", agent: "Agent" };

/**
 * The conversation so far as plain text, for the agent who takes over. System messages are for the visitor and stay
 * out. When it is too long the beginning is left out, and the text says so.
 */
export function formatTranscript(lines: readonly TranscriptLine[], maxCharacters = MAX_CHARACTERS): string {
  const written = lines.flatMap((line) =>
    line.author === "system"
      ? []
      : [
          `[${line.sentAt.toISOString().slice(11, 16)} UTC] ${line.authorName || WHO[line.author]}: ${line.text}`,
        ],
  );
  const kept: string[] = [];
  let length = 0;
  for (const line of written.toReversed()) {
    length += line.length + 1;
    if (length > maxCharacters && kept.length > 0) break;
    kept.unshift(line.slice(0, maxCharacters));
  }
  const left = written.length - kept.length;
  const heading = "Conversation with the bot before the handover";
  return [heading, ...(left > 0 ? [`(${left} earlier messages left out)`] : []), ...kept].join("\n");
}
