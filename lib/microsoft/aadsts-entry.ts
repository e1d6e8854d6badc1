/** How an authorisation ended, as the page says that it went on from. */
export type AuthorisationEnd = "denied" | "consent_needed" | "wrong_tenant" | "failed";

/** What a failure of Entra means: as data, so that a new one is a new entry (facts/product.md §3.2). */
export type AadstsEntry = {
  title: string;
  /** What it means. `{tenantId}`, `{clientId}`, `{mailbox}` and `{words}` (Microsoft's own) are filled in. */
  detail: string;
  fix: string;
  /** What mends it in Patchbay: a button at the failure. */
  button?: "authorise" | "secret" | "settings" | "admin_consent";
  /** The field of the form that it is about. */
  field?: "authority" | "tenantId" | "clientId" | "clientSecret";
  end?: AuthorisationEnd;
  /** True when it passes by itself. */
  passing?: true;
};

export const consent: AadstsEntry = {
  title: "An administrator has to approve this first",
  detail: "The tenant does not let people approve applications themselves: “Need admin approval”.",
  fix: "Send the approval link to an administrator of the tenant. When it is approved, authorise again here.",
  button: "admin_consent",
  end: "consent_needed",
};
export const otherTenant: AadstsEntry = {
  title: "The account belongs to another tenant",
  detail: "The person who signed in has no account in the tenant {tenantId}.",
  fix: "Authorise again with the account of {mailbox}, in a private window if another one is signed in.",
  button: "authorise",
  end: "wrong_tenant",
};
export const grantGone: AadstsEntry = {
  title: "The authorisation was revoked",
  detail: "The password was changed or reset, or an administrator ended the sessions of {mailbox}.",
  fix: "Authorise again. Everything else stays as it is.",
  button: "authorise",
};
export const idle: AadstsEntry = {
  title: "The authorisation has run out",
  detail: "It was not used for 90 days, or a policy of the tenant ends it earlier.",
  fix: "Authorise again. From then on Patchbay renews it every day.",
  button: "authorise",
};
export const multiFactor: AadstsEntry = {
  title: "The tenant asks for a second factor",
  detail:
    "A policy wants multi-factor authentication of {mailbox}, which only a person at a browser can give.",
  fix: "Authorise again and confirm with the second factor. For a mailbox without a person use client credentials.",
  button: "authorise",
};
export const wrongSecret: AadstsEntry = {
  title: "The client secret is wrong",
  detail:
    "It is not one of the secrets of this app registration. Often the Secret ID was pasted: the Value is wanted, which Entra shows only once.",
  fix: "In Entra open Certificates & secrets of the app, add a client secret and paste its Value here.",
  button: "secret",
  field: "clientSecret",
};
