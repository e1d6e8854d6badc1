import type { Collection, Indexes } from "./collection.ts";
import type * as model from "./microsoft-model.ts";

type Make = <Row extends object>(name: string, indexes?: Indexes<Row>) => Collection<Row>;

/** The tables of Entra, Exchange and the mail system; the store keeps them under `store.microsoft`. */
export function microsoftCollections(make: Make) {
  return {
    tenants: make<model.EntraTenant>("tenants"),
    users: make<model.EntraUser>("users", { upn: (row) => row.upn.toLowerCase() }),
    apps: make<model.EntraApp>("apps"),
    secrets: make<model.EntraSecret>("secrets", { app: (row) => row.clientId }),
    enterpriseApps: make<model.EnterpriseApp>("enterpriseApps"),
    consents: make<model.EntraConsent>("consents"),
    oidc: make<model.OidcRow>("oidc", {
      grant: (row) => String(row.payload.grantId ?? ""),
      uid: (row) => (row.model === "Session" ? String(row.payload.uid ?? "") : ""),
    }),
    mailboxes: make<model.Mailbox>("mailboxes"),
    principals: make<model.ExchangePrincipal>("principals"),
    permissions: make<model.MailboxPermission>("permissions"),
    mails: make<model.Mail>("mails", {
      mailbox: (row) => row.mailbox,
      waiting: (row) => (row.arrived ? "no" : "yes"),
    }),
    destinations: make<model.MailDestination>("destinations"),
  };
}
