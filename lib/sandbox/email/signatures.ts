import type { Signature } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { EmailRefusal } from "./change-channel.ts";

export type SignatureDraft = Pick<Signature, "name" | "plain" | "html">;

/** Gives a user a signature; one they had is taken away (M-46). */
export function assignSignature(store: Store, signatureId: string, agentId: number): void {
  store.email.signatureUsers.put(agentId, { agentId, signatureId });
}

/** Keeps a signature; it needs at least one of its two texts (M-45). Throws EmailRefusal. */
export function saveSignature(store: Store, id: string | null, draft: SignatureDraft): Signature {
  if (draft.name === "") throw new EmailRefusal("Name: enter a name.");
  if (draft.plain === "" && draft.html === "")
    throw new EmailRefusal("Enter a plain text signature, an HTML signature, or both.");
  const signatureId = id ?? String(store.nextNumber("emailSignature", 401));
  const { name, plain, html: markup } = draft;
  return store.email.signatures.put(signatureId, {
    signatureId,
    name,
    plain,
    html: markup,
    updatedAt: store.now(),
  });
}
