import * as z from "zod";

export const ROLES = ["admin", "operator", "supervisor", "auditor"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that can be given now. */
export const roleSchema = z.enum(ROLES);

export const signInSchema = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email({ error: "Enter an e-mail address such as name@company.com." })),
  password: z
    .string()
    .min(1, { error: "Enter your password." })
    .max(200, { error: "A password has at most 200 characters." }),
});
