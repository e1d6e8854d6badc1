import { type AadstsEntry, consent, grantGone, multiFactor, wrongSecret } from "./aadsts-entry.ts";

/** By OAuth's own word, where no number is known. */
export const OAUTH_ERRORS: Readonly<Record<string, AadstsEntry>> = {
  access_denied: {
    title: "The authorisation was declined",
    detail: "The person pressed Cancel, or may not approve the application.",
    fix: "Authorise again and accept, or have an administrator approve for the whole tenant.",
    button: "authorise",
    end: "denied",
  },
  consent_required: consent,
  interaction_required: multiFactor,
  invalid_grant: grantGone,
  invalid_client: wrongSecret,
  unauthorized_client: {
    title: "The application may not do this",
    detail: "Entra says: {words}",
    fix: "Compare client id and tenant id with the Overview page of the app registration.",
    button: "settings",
  },
  invalid_scope: {
    title: "Entra does not know the permission",
    detail: "{words}",
    fix: "Add the permission of Office 365 Exchange Online to the app registration.",
    button: "settings",
  },
  temporarily_unavailable: {
    title: "Microsoft has a moment's trouble",
    detail: "Entra says that it passes.",
    fix: "Try again in a minute.",
    passing: true,
  },
  server_error: {
    title: "Microsoft has an error of its own",
    detail: "{words}",
    fix: "Try again in a few minutes.",
    passing: true,
  },
  not_authorised: {
    title: "Nobody has authorised {mailbox} yet",
    detail: "Without an authorisation Patchbay gets no token for the mailbox.",
    fix: "Press Authorize and sign in as the mailbox.",
    button: "authorise",
  },
  unreachable: {
    title: "Microsoft cannot be reached",
    detail: "{words}",
    fix: "Check the authority. If it is right, let your network team allow outgoing HTTPS to it.",
    field: "authority",
    passing: true,
  },
  no_discovery: {
    title: "There is no sign-in service at this address",
    detail: "No readable OpenID document was found for the tenant {tenantId}.",
    fix: "The authority is https://login.microsoftonline.com; the tenant id follows from its own field.",
    button: "settings",
    field: "authority",
  },
};

export const AADSTS_OTHER: AadstsEntry = {
  title: "Microsoft refused it",
  detail: "{words}",
  fix: "Look up the number at https://login.microsoftonline.com/error, mend what it names, and try again.",
};
