import type { Sandbox, SandboxContext } from "../../sandbox.ts";

/** The answer to a call that has worked; the specification declares no body, and none names a status but that of dial-phone. */
export function done(sandbox: Sandbox, c: SandboxContext, contactId?: number): Response {
  const { acdDialAnswers } = sandbox.store.switches;
  if (acdDialAnswers === "contact" && contactId !== undefined) return c.json({ contactId });
  return c.body(null, acdDialAnswers === "204" ? 204 : 202);
}
