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

const consent: AadstsEntry = {
  title: "An administrator has to approve this first",
  detail: "The tenant does not let people approve applications themselves: “Need admin approval”.",
  fix: "Send the approval link to an administrator of the tenant. When it is approved, authorise again here.",
  button: "admin_consent",
  end: "consent_needed",
};
const otherTenant: AadstsEntry = {
  title: "The account belongs to another tenant",
  detail: "The person who signed in has no account in the tenant {tenantId}.",
  fix: "Authorise again with the account of {mailbox}, in a private window if another one is signed in.",
  button: "authorise",
  end: "wrong_tenant",
};
const grantGone: AadstsEntry = {
  title: "The authorisation was revoked",
  detail: "The password was changed or reset, or an administrator ended the sessions of {mailbox}.",
  fix: "Authorise again. Everything else stays as it is.",
  button: "authorise",
};
const idle: AadstsEntry = {
  title: "The authorisation has run out",
  detail: "It was not used for 90 days, or a policy of the tenant ends it earlier.",
  fix: "Authorise again. From then on Patchbay renews it every day.",
  button: "authorise",
};
const multiFactor: AadstsEntry = {
  title: "The tenant asks for a second factor",
  detail:
    "A policy wants multi-factor authentication of {mailbox}, which only a person at a browser can give.",
  fix: "Authorise again and confirm with the second factor. For a mailbox without a person use client credentials.",
  button: "authorise",
};
const wrongSecret: AadstsEntry = {
  title: "The client secret is wrong",
  detail:
    "It is not one of the secrets of this app registration. Often the Secret ID was pasted: the Value is wanted, which Entra shows only once.",
  fix: "In Entra open Certificates & secrets of the app, add a client secret and paste its Value here.",
  button: "secret",
  field: "clientSecret",
};

/** By AADSTS number. */
export const AADSTS: Readonly<Record<number, AadstsEntry>> = {
  700016: {
    title: "The application is not in this tenant",
    detail: "There is no app registration {clientId} in the tenant {tenantId}: one of the two ids is wrong.",
    fix: "Compare both with the Overview page of the app registration: Application (client) ID and Directory (tenant) ID. The Object ID is neither.",
    button: "settings",
    field: "clientId",
  },
  7000215: wrongSecret,
  7000216: { ...wrongSecret, title: "The client secret is missing" },
  7000222: {
    title: "The client secret has expired",
    detail: "Entra takes no expired secret. Mail stops until there is a new one.",
    fix: "In Entra open Certificates & secrets, add a client secret, and paste its Value and its expiry date here. It counts at once.",
    button: "secret",
    field: "clientSecret",
  },
  7000112: {
    title: "The application is switched off",
    detail: "Its service principal is disabled in the tenant.",
    fix: "In Entra open Enterprise applications, the app, Properties, and set “Enabled for users to sign-in” to Yes.",
    button: "authorise",
  },
  90002: {
    title: "This tenant does not exist",
    detail: "Entra knows no tenant {tenantId}, or it has no active subscription.",
    fix: "Copy the Directory (tenant) ID from the Overview page of the app registration.",
    button: "settings",
    field: "tenantId",
  },
  900023: {
    title: "This is no tenant id",
    detail: "Entra does not recognise {tenantId} as a tenant.",
    fix: "Copy the Directory (tenant) ID from the Overview page of the app registration.",
    button: "settings",
    field: "tenantId",
  },
  50011: {
    title: "The return address is not registered",
    detail: "Entra sends people back only to addresses that the app registration lists, letter by letter.",
    fix: "In Entra open Authentication of the app, add the platform Web, and paste the redirect URI that is shown here.",
    button: "authorise",
    end: "failed",
  },
  65001: consent,
  65004: {
    title: "The approval was declined",
    detail: "The person pressed Cancel on the page that asks for permissions.",
    fix: "Authorise again and accept, or have an administrator approve for the whole tenant.",
    button: "authorise",
    end: "denied",
  },
  90094: consent,
  90008: consent,
  650056: {
    title: "The application lacks the permission",
    detail: "The app registration does not list the permission to send mail, or nobody has granted it.",
    fix: "In Entra open API permissions and add SMTP.Send (delegated) or SMTP.SendAsApp (application) of Office 365 Exchange Online, then grant admin consent.",
    button: "admin_consent",
    end: "consent_needed",
  },
  500011: {
    title: "The tenant does not know Exchange Online",
    detail: "No subscription of the tenant contains Office 365 Exchange Online.",
    fix: "Check that the tenant id is the one of the tenant that has the mailbox.",
    button: "settings",
    field: "tenantId",
  },
  650057: {
    title: "The application does not ask for this permission",
    detail: "The app registration does not list Office 365 Exchange Online.",
    fix: "In Entra open API permissions, add the permission of Office 365 Exchange Online, then grant admin consent.",
    button: "authorise",
    end: "failed",
  },
  50020: otherTenant,
  50034: { ...otherTenant, title: "Nobody has this account in the tenant" },
  500213: otherTenant,
  700082: idle,
  70000: grantGone,
  70008: idle,
  70043: idle,
  50173: grantGone,
  50132: grantGone,
  50133: grantGone,
  54005: {
    title: "The answer of Microsoft was used before",
    detail: "The page was opened twice, or gone back to.",
    fix: "Authorise again.",
    button: "authorise",
    end: "failed",
  },
  70011: {
    title: "Entra does not know the permission",
    detail: "The scope that is asked for is not valid for this application: {words}",
    fix: "Add the permission of Office 365 Exchange Online to the app registration.",
    button: "settings",
  },
  53003: {
    title: "A policy of the tenant blocks the sign-in",
    detail: "Conditional access does not let Patchbay get a token for {mailbox}.",
    fix: "Ask an administrator to except this app or mailbox from the policy; the sign-in log of Entra names it.",
    button: "authorise",
  },
  530034: {
    title: "A policy of the tenant blocks the sign-in",
    detail: "Conditional access wants another kind of sign-in.",
    fix: "Ask an administrator; the sign-in log of Entra names the policy.",
    button: "authorise",
  },
  50076: multiFactor,
  50079: multiFactor,
  50074: multiFactor,
  50158: multiFactor,
  50053: {
    title: "The account is locked",
    detail: "Too many wrong sign-ins to {mailbox}.",
    fix: "Wait, or have an administrator unlock it, then authorise again.",
    button: "authorise",
  },
  50055: {
    title: "The password has expired",
    detail: "The account {mailbox} has to set a new password.",
    fix: "Set it, then authorise again.",
    button: "authorise",
  },
  50057: {
    title: "The account is switched off",
    detail: "An administrator has disabled {mailbox}.",
    fix: "Have it enabled, then authorise again.",
    button: "authorise",
  },
  50105: {
    title: "The account is not assigned to the application",
    detail: "The app takes only people whom an administrator has assigned.",
    fix: "In Entra open Enterprise applications, the app, Users and groups, and add {mailbox}.",
    button: "authorise",
    end: "denied",
  },
  50126: {
    title: "The sign-in at Microsoft failed",
    detail: "User name or password is wrong.",
    fix: "Authorise again.",
    button: "authorise",
    end: "failed",
  },
  50194: {
    title: "The application is for one tenant only",
    detail: "It was asked for through an address for all tenants.",
    fix: "Use the tenant id of the app registration.",
    button: "settings",
    field: "tenantId",
  },
  501051: {
    title: "The application may not act by itself",
    detail: "No application permission is granted to it.",
    fix: "Add SMTP.SendAsApp (application) and grant admin consent.",
    button: "admin_consent",
  },
  90033: {
    title: "Microsoft has a moment's trouble",
    detail: "Entra says that it passes.",
    fix: "Try again in a minute.",
    passing: true,
  },
  90024: {
    title: "Microsoft is busy",
    detail: "Entra limits calls at the moment.",
    fix: "Try again in a minute.",
    passing: true,
  },
};

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
