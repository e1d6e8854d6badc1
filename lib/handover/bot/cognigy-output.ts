import * as z from "zod";
import type { BotAnswer, BotMessage } from "./adapter.ts";
import { readHandoverSignal, valueAt } from "./read-handover-signal.ts";

const item = z.object({
  text: z.string().nullish().catch(null),
  data: z.unknown().optional(),
  source: z.string().nullish(),
});
type Item = z.output<typeof item>;

/** What a Cognigy REST Endpoint answers: the output stack, or one output where it is switched off. */
export const cognigyAnswer = z
  .object({
    outputStack: z.array(item).nullish(),
    text: z.string().nullish().catch(null),
    data: z.unknown().optional(),
  })
  .transform(({ outputStack, text, data }): Item[] => outputStack ?? [{ text, data, source: null }]);

const choice = z.object({ title: z.string().min(1) });
/** Forms of output that the node Say makes for every channel; the text stands inside them. */
const said = z
  .object({ text: z.string().nullish().catch(null) })
  .nullish()
  .catch(null);
const offered = z
  .object({
    text: z.string().nullish().catch(null),
    quickReplies: z.array(choice).nullish().catch(null),
    buttons: z.array(choice).nullish().catch(null),
  })
  .nullish()
  .catch(null);
const forms = z.object({ _text: said, _quickReplies: offered, _buttons: offered }).nullish().catch(null);

const MAX_CHOICES = 20;

/**
 * The messages of an output stack in its order, and the handover if `handoverField` of an output's data asks for one.
 * What comes after that signal is not shown: from there on a human talks.
 */
export function readOutputStack(items: readonly Item[], handoverField: string): BotAnswer {
  const messages: BotMessage[] = [];
  const notes: string[] = [];
  for (const [index, output] of items.entries()) {
    if (output.source === "user") continue;
    const message = messageOf(output);
    if (message) messages.push(message);
    const { request, note } = readHandoverSignal(
      valueAt(output.data, handoverField),
      besideOf(output.data, handoverField),
    );
    if (note) notes.push(note);
    if (!request) continue;
    const left = items.slice(index + 1).filter((later) => messageOf(later)).length;
    if (left > 0) notes.push(`What the bot said after its handover was left out (${left}).`);
    return { messages, handover: request, end: false, notes };
  }
  return { messages, handover: null, end: false, notes };
}

/** What stands in the same object as the signal. */
function besideOf(data: unknown, handoverField: string): unknown {
  const cut = handoverField.lastIndexOf(".");
  return cut < 0 ? data : valueAt(data, handoverField.slice(0, cut));
}

function messageOf({ text, data }: Item): BotMessage | null {
  const form = forms.parse(valueAt(data, "_cognigy._default"));
  const offer = form?._quickReplies ?? form?._buttons;
  const words = [text, offer?.text, form?._text?.text].find((one) => one?.trim())?.trim() ?? "";
  const choices = (offer?.quickReplies ?? offer?.buttons ?? [])
    .slice(0, MAX_CHOICES)
    .map(({ title }) => title);
  if (!words && choices.length === 0) return null;
  return { text: words || choices.join(" · "), choices, ...(hasContent(data) ? { data } : {}) };
}

const hasContent = (data: unknown): boolean =>
  typeof data === "object" && data !== null && Object.keys(data).length > 0;
