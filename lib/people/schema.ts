import * as z from "zod";
import { commaList, pageLimit, searchText } from "#lib/api/schema.ts";
import { currentPasswordSchema, newPasswordSchema, roleSchema, type SignInMethod } from "#lib/auth/schema.ts";

const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "Enter an e-mail address such as name@company.com." }));

const personName = z
  .string()
  .trim()
  .min(1, { error: "Enter a name." })
  .max(80, { error: "A name has at most 80 characters." });

// In the order of the form: problems are listed in it.
export const invitationSchema = z.strictObject({ name: personName, email, role: roleSchema });
export type Invitation = z.infer<typeof invitationSchema>;

/** A person made with a password, for scripts; in the console people are invited and choose their own. */
export const newUserSchema = z.strictObject({ ...invitationSchema.shape, password: newPasswordSchema });
export type NewUser = z.infer<typeof newUserSchema>;

export const personChangeSchema = z.strictObject({
  name: personName,
  role: roleSchema,
  /** As it was read: a change by somebody else since then is a conflict. */
  revision: z.number().int().min(1),
});
export type PersonChange = z.infer<typeof personChangeSchema>;

/** How long a link of an invitation or a reset works. */
export const LINK_HOURS = 72;
export type LinkPurpose = "invite" | "reset";
export type LinkState = "open" | "expired" | "used" | "withdrawn" | "replaced";

const linkToken = z.string().min(1, { error: "The link is not whole." }).max(200);
export const linkSchema = z.strictObject({ purpose: z.enum(["invite", "reset"]), token: linkToken });
export const acceptLinkSchema = z.strictObject({ ...linkSchema.shape, password: newPasswordSchema });
export type AcceptLink = z.infer<typeof acceptLinkSchema>;

/** What whoever holds a link may know. Times in ISO 8601 UTC. */
export type LinkView = { email: string; name: string; role: string | null; expiresAt: string };

/** A link, shown this once. */
export type MadeLink = { url: string; expiresAt: string };

/** An invitation that nobody has used yet. */
export type InvitationView = {
  id: string;
  email: string;
  name: string;
  role: string;
  state: LinkState;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
};
export type MadeInvitation = InvitationView & MadeLink;

const cursor = z.string().max(100).optional();
const sort = z.enum(["name", "-name", "createdAt", "-createdAt"]);

/** What may be asked of the list of people. `q` is a part of a name or an e-mail address; cursors are ids. */
export const userQuerySchema = z.object({
  q: searchText,
  role: commaList(z.string().max(40)),
  state: commaList(z.enum(["active", "disabled"])),
  sort: sort.default("name"),
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type UserQuery = z.infer<typeof userQuerySchema>;

/** A person as pages and scripts see them. Times in ISO 8601 UTC. */
export type UserView = {
  id: string;
  email: string;
  name: string;
  role: string;
  /** Raised by each change. */
  revision: number;
  /** An admin granted it; admins and auditors see the numbers of callers whole without. */
  seesNumbers: boolean;
  disabledAt: string | null;
  createdAt: string;
  lastSeenAt: string | null;
};

export const ownPasswordSchema = z.strictObject({
  current: currentPasswordSchema,
  password: newPasswordSchema,
});
export type OwnPassword = z.infer<typeof ownPasswordSchema>;

/** A browser that is signed in. */
export type SessionView = {
  id: string;
  /** "Firefox 140 on Linux"; null when the browser did not say. */
  browser: string | null;
  ip: string | null;
  method: SignInMethod;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  /** The one that asks. */
  current: boolean;
};

/** One person with what an admin needs to help them. */
export type PersonView = UserView & {
  signsInBy: SignInMethod[];
  sessions: SessionView[];
};

export const TOKEN_DAYS = 90;

export const newTokenSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, { error: "Enter a name that says what uses the token." })
      .max(80, { error: "A name has at most 80 characters." }),
    role: roleSchema,
    expiresInDays: z
      .number({ error: "Enter a number of days." })
      .int({ error: "Enter whole days." })
      .min(1, { error: "At least 1 day." })
      .max(366, { error: "At most 366 days." })
      // Null is an empty field of a form.
      .nullish(),
    /** Said on purpose: a token that nobody has to renew is one that nobody notices when it is lost. */
    neverExpires: z.boolean().default(false),
  })
  .refine(({ expiresInDays, neverExpires }) => expiresInDays !== null || neverExpires, {
    path: ["expiresInDays"],
    error: "Enter a number of days, or tick that the token never runs out.",
  });
export type NewToken = z.input<typeof newTokenSchema>;

/** What may be asked of the list of API tokens. `q` is a part of a name or the last four characters; cursors are ids. */
export const tokenQuerySchema = z.object({
  q: searchText,
  role: commaList(z.string().max(40)),
  state: commaList(z.enum(["active", "expired", "revoked"])),
  sort: sort.default("-createdAt"),
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type TokenQuery = z.infer<typeof tokenQuerySchema>;

/** A token as pages and scripts see it: never its value. Times in ISO 8601 UTC. */
export type TokenView = {
  id: string;
  name: string;
  role: string;
  /** Its last four characters. */
  hint: string;
  /** At the moment of the answer. */
  state: "active" | "expired" | "revoked";
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
};
