import * as z from "zod";
import { nameServers } from "#lib/dns/schema.ts";

/** Whom to ask from now on; none gives the choice back to the environment and the system. */
export const nameServersInput = z.strictObject({ servers: nameServers });
export type NameServersInput = z.output<typeof nameServersInput>;

/** What the form holds: one server per line. */
export const nameServersForm = z.strictObject({
  servers: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
    // It is one field: what is wrong with one of them stands there, once, and says with which.
    .superRefine((servers, issues) => {
      const [wrong] = nameServers.safeParse(servers).error?.issues ?? [];
      const which = servers[Number(wrong?.path[0])];
      if (wrong) issues.addIssue(which ? `“${which}” is no address. ${wrong.message}` : wrong.message);
    }),
});
export type NameServersForm = z.input<typeof nameServersForm>;
export type NameServersFormOutput = z.output<typeof nameServersForm>;

export type NameServersView = {
  /** Who said so: an admin here, DNS_SERVERS in the environment, or nobody. */
  source: "setting" | "environment" | "system";
  /** Empty with the system's own resolver. */
  servers: string[];
  updatedBy: string | null;
  /** ISO 8601, UTC. */
  updatedAt: string | null;
};
