import * as z from "zod";

export const PASSWORD_MIN = 12;

const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "Enter an e-mail address such as name@company.com." }));

export const newUserSchema = z.strictObject({
  email,
  name: z
    .string()
    .trim()
    .min(1, { error: "Enter a name." })
    .max(80, { error: "A name has at most 80 characters." }),
  role: z.enum(["admin", "supervisor"], { error: "Choose a role." }),
  password: z
    .string()
    .min(PASSWORD_MIN, { error: `A password has at least ${PASSWORD_MIN} characters.` })
    .max(200, { error: "A password has at most 200 characters." }),
});
export type NewUser = z.infer<typeof newUserSchema>;

/** A person as pages and scripts see them. Times in ISO 8601 UTC. */
export type UserView = {
  id: string;
  email: string;
  name: string;
  role: string;
  disabledAt: string | null;
  createdAt: string;
  lastSeenAt: string | null;
};

export const newTokenSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, { error: "Enter a name that says what uses the token." })
    .max(80, { error: "A name has at most 80 characters." }),
  role: z.enum(["admin", "supervisor"], { error: "Choose a role." }),
  expiresInDays: z
    .number({ error: "Enter a number of days." })
    .int({ error: "Enter whole days." })
    .min(1, { error: "At least 1 day." })
    .max(366, { error: "At most 366 days." })
    .optional(),
});
export type NewToken = z.infer<typeof newTokenSchema>;

export type TokenView = {
  id: string;
  name: string;
  role: string;
  hint: string;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
};
