import * as z from "zod";

const NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const SENTENCE = "Enter a host such as idp.intranet.example or 10.0.0.5:8443.";

/** `host` or `host:port`, out of whatever was typed or pasted: an address loses its scheme and path. */
const host = z
  .string({ error: "Enter a host." })
  .trim()
  .min(1, { error: "Enter a host." })
  .max(300, { error: "At most 300 characters." })
  .transform((typed, issues) => {
    const url = URL.parse(typed.includes("://") ? typed : `http://${typed}`);
    const name = url?.hostname ?? "";
    const isNamed = NAME.test(name) || /^\[[0-9a-f:.]+\]$/.test(name);
    if (!url || !isNamed || url.username || typed.includes("*")) {
      issues.addIssue({ code: "custom", message: SENTENCE });
      return z.NEVER;
    }
    return url.port ? `${name}:${url.port}` : name;
  });

/** A host in a private network that Patchbay may call, and why. */
export const privateHostInput = z.strictObject({
  host,
  reason: z
    .string({ error: "Say why." })
    .trim()
    .min(1, { error: "Say why, for whoever reads this in a year." })
    .max(200, { error: "At most 200 characters." }),
});
export type PrivateHostInput = z.input<typeof privateHostInput>;

export type PrivateHostView = {
  host: string;
  reason: string;
  /** Name of the person, or what else allowed it. */
  allowedBy: string;
  /** ISO 8601, UTC. */
  allowedAt: string;
};
