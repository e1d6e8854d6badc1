import * as z from "zod";

export const ROLES = ["admin", "operator", "supervisor", "auditor"] as const;
export type Role = (typeof ROLES)[number];

/** One of the four roles; all can be given to people and API tokens. */
export const roleSchema = z.enum(ROLES, { error: "Choose a role." });

/** How somebody proved who they are. */
export const SIGN_IN_METHODS = ["password", "oidc"] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** A session ends at the latest so long after the sign-in, however busy it is. */
export const SESSION_HOURS = 12;

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** A password being chosen: length is what counts (NIST SP 800-63B), so no rule asks for signs and capitals. */
export const newPasswordSchema = z
  .string({ error: "Choose a password." })
  .min(PASSWORD_MIN, { error: `A password has at least ${PASSWORD_MIN} characters.` })
  .max(PASSWORD_MAX, { error: `A password has at most ${PASSWORD_MAX} characters.` });

/** A form that sets a password and nothing else. */
export const chosenPasswordSchema = z.strictObject({ password: newPasswordSchema });

/** The password one has, at a form. */
export const currentPasswordSchema = z
  .string({ error: "Enter your password." })
  .min(1, { error: "Enter your password." })
  .max(PASSWORD_MAX, { error: `A password has at most ${PASSWORD_MAX} characters.` });

export const confirmSchema = z.strictObject({ password: currentPasswordSchema });

/** The session behind a page, as the page may know it. Times in ISO 8601 UTC. */
export type OwnSession = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** False for who signs in through the OpenID provider only. */
  hasPassword: boolean;
  /** How this person confirms that it is them: as they signed in. */
  method: SignInMethod;
  authenticatedAt: string;
};

export const signInSchema = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email({ error: "Enter an e-mail address such as name@company.com." })),
  password: currentPasswordSchema,
});
