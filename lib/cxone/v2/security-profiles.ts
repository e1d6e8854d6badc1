import "server-only";
import * as z from "zod";
import { textOrEmpty } from "../answer.ts";
import type { CxoneV2Client } from "./client.ts";

const name = z.union([z.string(), z.object({ name: z.string() }).transform((one) => one.name)]);
const profile = z.object({
  name: textOrEmpty,
  /** Null where the answer does not list them. */
  permissions: z
    .array(name)
    .nullish()
    .catch(null)
    .transform((names) => names ?? null),
});
export type SecurityProfile = z.output<typeof profile>;

/** A bare list, or one under any of the names that APIs of this family wrap lists in. */
const wrapped = z
  .record(z.string(), z.unknown())
  .transform((body) => body.profiles ?? body.securityProfiles ?? body.entities ?? body.items);
const profiles = z.union([z.array(profile), wrapped.pipe(z.array(profile))]);

/** Security profiles of the client (T-71). Their shape is not documented: what is no list of named things is an error. */
export const listSecurityProfiles = (client: CxoneV2Client): Promise<SecurityProfile[]> =>
  client.read(
    {
      operation: "cxone.v2.security-profiles",
      method: "GET",
      path: "api/v2/security/profiles",
      idempotent: true,
    },
    profiles,
  );
