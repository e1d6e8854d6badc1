/** The rows of the simulated Microsoft: Entra ID, Exchange Online, and what the mail system holds. */

export type EntraTenant = {
  tenantId: string;
  name: string;
  /** Mail domain; addresses of it belong to this tenant only. */
  domain: string;
  isHome: boolean;
  /** Users may consent for themselves; otherwise an administrator has to (AADSTS90094). */
  userConsent: boolean;
  securityDefaults: boolean;
  /** SMTP AUTH of the whole organisation; a mailbox that says otherwise wins. */
  smtpAuth: boolean;
  /** Basic authentication for Client Submission: on, off by policy, or gone for good (550 5.7.30). */
  basicAuth: "on" | "off" | "retired";
};

export type EntraUser = {
  objectId: string;
  tenantId: string;
  upn: string;
  name: string;
  isAdmin: boolean;
  password: string;
  /** Refresh tokens from before this moment are worth nothing (AADSTS50173). */
  tokensValidFrom: number;
};

/** An app registration: lives in one tenant, under an Object ID that nobody else knows it by. */
export type EntraApp = {
  clientId: string;
  tenantId: string;
  /** Object ID of the App registration; Exchange wants the other one. */
  objectId: string;
  name: string;
  redirectUris: string[];
  /** Configured permissions; what was consented to stands with the consents. */
  delegated: string[];
  application: string[];
  createdAt: number;
};

export type EntraSecret = {
  secretId: string;
  clientId: string;
  description: string;
  value: string;
  createdAt: number;
  expiresAt: number;
};

/** An Enterprise application: what an app is in a tenant. Its Object ID is what Exchange wants. */
export type EnterpriseApp = { objectId: string; clientId: string; tenantId: string; enabled: boolean };

/** Consent of one user, or of the whole organisation (`userId` null), to delegated or application permissions. */
export type EntraConsent = {
  tenantId: string;
  clientId: string;
  userId: string | null;
  kind: "delegated" | "application";
  scopes: string[];
};

/** What oidc-provider keeps: codes, refresh tokens, grants, sessions, interactions. */
export type OidcRow = {
  model: string;
  id: string;
  tenantId: string;
  /** By the sandbox's clock: what grows old here grows old when the clock is turned. */
  createdAt: number;
  payload: Record<string, unknown>;
  revoked?: boolean;
};

export type Mailbox = {
  address: string;
  tenantId: string;
  userId: string;
  name: string;
  /** Null follows the organisation. */
  smtpAuth: boolean | null;
};

/** `New-ServicePrincipal -AppId … -ObjectId …`: Exchange takes any Object ID and looks at sign-in only. */
export type ExchangePrincipal = {
  id: string;
  tenantId: string;
  clientId: string;
  objectId: string;
  name: string;
};

/** `Add-MailboxPermission -AccessRights FullAccess`: for a service principal or a user, by Object ID. */
export type MailboxPermission = { mailbox: string; trusteeId: string };

export type Mail = {
  id: string;
  /** Whose mailbox holds it, in small letters. */
  mailbox: string;
  from: string;
  to: string[];
  /** The message as it arrived, one character per byte. */
  raw: string;
  acceptedAt: number;
  /** When it arrives; until then it is on its way. */
  dueAt: number;
  arrived: boolean;
};

/** How other domains of the world take mail; one without a row takes everything over TLS. */
export type MailDestination = {
  domain: string;
  tls: boolean;
  /** The only recipients that exist there; null takes everybody. */
  recipients: string[] | null;
};
