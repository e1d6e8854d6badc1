import { DELIVERY_STATUSES, DELIVERY_SUBJECTS, type DeliveryEntry } from "./delivery-dictionary.ts";

export type DeliveryExplanation = Omit<DeliveryEntry, "status" | "words">;

/** What to tell a person about a mail that came back: `status` as in RFC 3463, `diagnostic` as the server put it. Pure. */
export function explainDelivery(status: string, diagnostic: string): DeliveryExplanation {
  const [, ...rest] = status.split(".");
  const entry = DELIVERY_STATUSES.find(
    (one) => one.status.includes(rest.join(".")) && (!one.words || one.words.test(diagnostic)),
  );
  if (entry) {
    const { status: _status, words: _words, ...explanation } = entry;
    return explanation;
  }
  const { title = "The mail came back", reason = "refused" } = DELIVERY_SUBJECTS[rest[0] ?? ""] ?? {};
  return {
    id: "returned",
    reason,
    title,
    detail: "Patchbay has no words of its own for this status.",
    fix: "The server's answer names the cause; who runs it knows more.",
  };
}
