import type { EmailTemplate } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { EmailRefusal } from "./change-channel.ts";

/** Keeps a template under its own name; throws EmailRefusal. */
export function saveTemplate(
  store: Store,
  id: string | null,
  draft: { name: string; html: string },
): EmailTemplate {
  if (draft.name === "") throw new EmailRefusal("Name: enter a name.");
  if (draft.html.trim() === "") throw new EmailRefusal("Template rules: enter the HTML of the template.");
  const twin = store.email.templates.find(
    (row) => row.templateId !== id && row.name.toLowerCase() === draft.name.toLowerCase(),
  );
  if (twin) throw new EmailRefusal(`Name: there already is a template named ${twin.name}.`);
  const templateId = id ?? String(store.nextNumber("emailTemplate", 301));
  return store.email.templates.put(templateId, { templateId, ...draft, updatedAt: store.now() });
}
