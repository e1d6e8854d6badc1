import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { digitalError, Refusal } from "./error-families.ts";
import { readSession } from "./tokens.ts";

/** What holds for every digital call: a token, and an administrator's role for what changes the set-up. */
export function digitalGate(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.use("/cxone/dfo/~/*", async (c, next) => {
    // The exchange of a one-time token is how a caller without a token gets one.
    if (c.req.path.endsWith("/one-time-token/verification")) return next();
    const session = await readSession(sandbox, c.req.header("authorization"));
    if (!session) {
      return digitalError(401, {
        message: "The access token is missing, malformed or has expired",
        errorCode: "unauthorized",
      });
    }
    c.set("session", session);
    const changesSetup = c.req.method !== "GET" && /^\/cxone\/dfo\/~\/channels(\/[^/]+)?$/.test(c.req.path);
    if (changesSetup && !sandbox.store.roles.get(session.agent.roleId)?.isAdministrator) {
      return digitalError(403, {
        message: "The role of this user does not permit the operation",
        errorCode: "forbidden",
      });
    }
    return next();
  });
}

export function requireNothingMissing(problems: { field: string; message: string }[]): void {
  if (problems.length > 0)
    throw new Refusal(
      digitalError(400, ...problems.map((problem) => ({ ...problem, errorCode: "validation" }))),
    );
}

export function channelOf(sandbox: Sandbox, c: SandboxContext) {
  const channel = sandbox.store.channels.get(c.req.param("channelId") ?? "");
  if (!channel) {
    throw new Refusal(
      digitalError(404, {
        field: "channelId",
        message: "The channel was not found",
        errorCode: "channel_not_found",
      }),
    );
  }
  return channel;
}

export function caseOf(sandbox: Sandbox, c: SandboxContext) {
  const found = sandbox.store.cases.get(c.req.param("contactNumber") ?? "");
  if (!found) {
    throw new Refusal(
      digitalError(404, {
        field: "contactNumber",
        message: "The contact was not found",
        errorCode: "contact_not_found",
      }),
    );
  }
  return found;
}
