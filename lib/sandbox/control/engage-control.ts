import type { Hono } from "hono";
import { flushImports } from "../engage/import-queue.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { isRecord } from "../wire/values.ts";

/** The control side of the simulated Engage: what a test would otherwise wait for, or click. */
export function engageControlRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { engage } = sandbox.store;

  /** Imports at once what the realtime endpoint has taken and still holds back. */
  app.post("/control/engage/flush", (c) => c.json({ imported: flushImports(sandbox) }));

  /** Ticks or clears "Controlled identity", as a person does in the admin pages. */
  app.post("/control/engage/controlled", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const { foreignId, controlled } = isRecord(body) ? body : {};
    if (typeof foreignId !== "string" || typeof controlled !== "boolean")
      return c.json(
        { error: '"foreignId" is the id on the other side, "controlled" is true or false.' },
        400,
      );
    const identity = engage.identities.find((row) => row.foreignId === foreignId);
    if (!identity) return c.json({ error: `There is no identity "${foreignId}" yet.` }, 404);
    if (controlled && !identity.puppetizable)
      return c.json({ error: "Only an identity that was sent as puppetizable can be controlled." }, 422);
    engage.identities.update(identity.id, { controlled });
    return c.json({ id: identity.id, controlled });
  });

  /** Connects an agent to every group of channels, or disconnects with null. */
  app.post("/control/engage/presence", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const { userId, presence } = isRecord(body) ? body : {};
    if (presence !== "available" && presence !== "away" && presence !== null)
      return c.json({ error: '"presence" is "available", "away" or null.' }, 400);
    const user = engage.users.get(String(userId));
    if (!user) return c.json({ error: `There is no user ${userId}.` }, 404);
    const connected: Record<string, "available" | "away"> = {};
    for (const channel of engage.channels.list()) connected[channel.id] = presence ?? "away";
    engage.users.update(user.id, { presence: presence === null ? null : connected });
    return c.json({ userId: user.id, presence });
  });
}
