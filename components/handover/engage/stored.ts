import type { StoredSecret } from "#components/ui/secret-field.tsx";
import type { SecretView } from "#lib/vault/schema.ts";

/** A stored secret as fields show it; null when there is none. */
export function toStoredSecret(view: SecretView): StoredSecret | null {
  if (!view.set) return null;
  return { setAt: view.setAt, ...(view.hint ? { endsWith: view.hint } : {}) };
}
