import type { Tenant } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import { EmailRefusal } from "./change-channel.ts";

/** Accepted Extensions of the business unit (M-36): kept without their period, an empty list accepts everything. */

export function addExtension(store: Store, typed: string): void {
  const text = typed.trim().toLowerCase();
  if (!/^\.[a-z0-9]{1,20}$/.test(text))
    throw new EmailRefusal(
      `Extension: enter the file type with a period, such as .png, not ${JSON.stringify(typed)}.`,
    );
  const extension = text.slice(1);
  const { fileExtensions } = store.tenant;
  if (fileExtensions.includes(extension))
    throw new EmailRefusal(`Extension: ${text} is in the list already.`);
  setTenant(store, { fileExtensions: [...fileExtensions, extension] });
}

export function removeExtension(store: Store, extension: string): void {
  setTenant(store, { fileExtensions: store.tenant.fileExtensions.filter((one) => `.${one}` !== extension) });
}

/** Replaces the whole list; throws EmailRefusal at the first that has no period. */
export function setExtensions(store: Store, extensions: string[]): void {
  const before = store.tenant.fileExtensions;
  setTenant(store, { fileExtensions: [] });
  try {
    for (const extension of extensions) addExtension(store, extension);
  } catch (error) {
    setTenant(store, { fileExtensions: before });
    throw error;
  }
}

function setTenant(store: Store, change: Partial<Tenant>): void {
  store.setSetting("tenant", { ...store.tenant, ...change });
}
