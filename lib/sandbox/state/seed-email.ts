import { freshSettings, pointOfContactOf } from "../email/channels.ts";
import { createDomain, publishDomain } from "../email/domains.ts";
import type { Store } from "./store.ts";

/** The seeded channels of `seedDigital`, with what the console keeps of them, and their verified domain in DNS. */
export function seedEmail(store: Store): void {
  const domain = publishDomain(store, createDomain(store, "acme.example", "mail.acme.example"));
  for (const local of ["support", "orders"]) {
    const from = `${local}@${domain.name}`;
    const id = `in-contact-email_${from}`;
    if (store.channels.get(id))
      store.email.channels.put(
        id,
        freshSettings(id, from, domain.name, pointOfContactOf(store, local, domain.name)),
      );
  }
  store.setSetting("emailSeeded", true);
}
