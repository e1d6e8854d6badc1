import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Case } from "../state/digital-model.ts";
import { readBody } from "../wire/read-body.ts";
import { asRecord, asText, field } from "../wire/values.ts";
import { acdError } from "./error-families.ts";
import { scriptOfChannel } from "./find-script.ts";
import { isFinished, noteEvent, queueCase, setCaseStatus } from "./routing.ts";

/** Whether the script of a case listens to signals at all: it needs an ONSIGNAL action or ESCALATE by name (H-61). */
function listensToSignals(sandbox: Sandbox, row: Case): boolean {
  const channel = sandbox.store.channels.get(row.channelId);
  const script = scriptOfChannel(sandbox, channel);
  return (
    script !== undefined &&
    /ON_?SIGNAL|ESCALAT/i.test(JSON.stringify([script.content.actions, script.content.branches]))
  );
}

/** `POST /interactions/{contactId}/signal` wakes the running script; p1 to p9 in query or body (facts/cxone.md §0.4). */
export function interactionRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.post("/cxone/acd/~/interactions/:contactId/signal", async (c) => {
    const contactId = c.req.param("contactId");
    const byNumber = store.switches.signalAcceptsCaseNumber ? store.cases.get(contactId) : undefined;
    const row = store.cases.where("contact", contactId)[0] ?? byNumber;
    if (!row) return acdError(404, "not_found", `Contact ${contactId} was not found`);
    const body = asRecord(await readBody(c));
    const read = (name: string) => asText(field(body, name) ?? field(c.req.query(), name));
    const sent = Array.from({ length: 9 }, (_, at) => read(`p${at + 1}`)).filter(
      (value) => value !== undefined,
    );
    if (sent.length === 0) return acdError(400, "invalid_request", "p1 is required");
    if (isFinished(row)) return acdError(409, "conflict", `Contact ${contactId} is not active`);

    const first = (read("p1") ?? "").toLowerCase();
    let changed = noteEvent(sandbox, row, `Signal ${sent.join(", ").slice(0, 200)}`);
    if (!listensToSignals(sandbox, row))
      noteEvent(sandbox, changed, "The script has no action that waits for signals");
    else if (first === "escalate") {
      changed = store.cases.update(row.id, { signalled: true });
      if (changed.queuedAt === null && changed.assigneeAgentId === null) queueCase(sandbox, changed);
    } else if (first === "end") setCaseStatus(sandbox, changed, "closed", "signal");
    return c.body(null, store.switches.signalAnswers === "204" ? 204 : 202);
  });
}
