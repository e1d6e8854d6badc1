import "server-only";
import * as z from "zod";
import { flag, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { listAcd } from "./pages.ts";

const profile = z.object({
  roleId: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((id) => id ?? ""),
  securityProfileId: z.union([z.string(), z.number().transform(String)]),
  securityProfileName: textOrEmpty,
  description: textOrEmpty,
  isActive: flag.nullish().transform((on) => on ?? true),
  permissions: z
    .array(z.object({ permissionKey: textOrEmpty, optionKeys: z.array(z.string()).nullish() }))
    .nullish()
    .transform((list) => list ?? []),
});

export type SecurityProfile = z.infer<typeof profile>;

/** The roles of a tenant with what they may do in the Admin application (facts/cxone.md §2.4). Reading is all there is. */
export async function listSecurityProfiles(client: CxoneClient): Promise<SecurityProfile[]> {
  return listAcd(client, {
    operation: "cxone.security-profiles.list",
    path: "security-profiles",
    key: "profiles",
    row: profile,
    idOf: (row) => row.securityProfileId,
  });
}

/** Whether the role may look at skills, without which its agents answer nothing digital (M-52); null when unsaid. */
export function profileSeesSkills({ permissions }: SecurityProfile): boolean | null {
  // A role that lists other permissions and not this one does not have it; one that lists none was not described.
  if (permissions.length === 0) return null;
  const skills = permissions.find(({ permissionKey }) => /^skills?$/i.test(permissionKey));
  return (skills?.optionKeys ?? []).some((option) => /view/i.test(option));
}

/** Whether the role has a permission of Digital Engagement, which makes it a digital role (M-53); null when unsaid. */
export function profileIsDigital({ permissions }: SecurityProfile): boolean | null {
  if (permissions.length === 0) return null;
  const digital = permissions.find(({ permissionKey }) => /^digital\s?engagement$/i.test(permissionKey));
  return (digital?.optionKeys ?? []).length > 0;
}
