import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { Callback } from "../../state/acd-voice-model.ts";
import { newCall } from "../../telephony/calls.ts";
import { dialOutbound } from "../../telephony/outbound.ts";
import { pathId } from "../acd-api.ts";
import { type AcdParams, badParameter, readParams } from "../acd-params.ts";
import { acdError, Refusal } from "../error-families.ts";
import { currentScript } from "../find-script.ts";
import { done } from "../voice/done.ts";
import { conflict, deed } from "../voice/refusals.ts";
import { sessionOf } from "../voice/sessions.ts";
import { doNotCall, isPhoneNumber } from "./do-not-call.ts";

/** Calls that nobody dials by hand: a script that is started, and call backs, at once or later (facts/cxone.md §5). */
export function callbackRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { callbacks } = store.acdVoice;

  const phoneOf = (params: AcdParams): string => {
    const phoneNumber = params.needText("phoneNumber");
    if (!isPhoneNumber(phoneNumber)) throw badParameter(`phoneNumber ${phoneNumber} is not a phone number`);
    return phoneNumber;
  };
  const phoneSkill = (params: AcdParams, name: string): number => {
    const skillId = params.needInteger(name);
    const skill = store.skills.get(skillId);
    if (skill?.mediaTypeId !== 4 || !skill.isActive)
      throw badParameter(`${name} ${skillId} is not an active phone skill`);
    return skillId;
  };

  /** Starts a script without a customer; with a number and an agent among its parameters an outbound one dials. */
  app.post("/cxone/acd/~/scripts/start", async (c) => {
    const params = await readParams(c);
    const skillId = params.needInteger("skillId");
    const skill = store.skills.get(skillId);
    if (!skill) throw badParameter(`skillId ${skillId} does not exist`);
    const wanted = params.text("scriptPath") ?? params.text("scriptId");
    if (!wanted) throw badParameter("scriptPath or scriptId is required");
    if (!currentScript(sandbox, wanted))
      return acdError(404, "not_found", `The script ${wanted} was not found`);
    // Scripts of other media run without a call.
    if (skill.mediaTypeId !== 4) return c.json({ contactId: store.nextNumber("contact", 720_500_400_001) });
    const given = (params.text("Parameters") ?? "").split("|").map((text) => text.trim());
    const phoneNumber = given.find((text) => isPhoneNumber(text));
    const agentId = given.map(Number).find((id) => store.agents.get(id)?.isActive);
    if (phoneNumber && doNotCall(sandbox, phoneNumber, skillId))
      throw conflict(`${phoneNumber} is on a do-not-call list`);
    if (skill.isOutbound && phoneNumber && agentId !== undefined) {
      const { campaignId } = skill;
      const call = deed(() => dialOutbound(store, { phoneNumber, agentId, skillId, campaignId }));
      return c.json({ contactId: call.contactId });
    }
    const { contactId } = newCall(store, { to: phoneNumber ?? null });
    store.voice.legs.update(contactId, { skillId });
    return c.json({ contactId });
  });

  const keep = (row: Omit<Callback, "callbackId" | "contactId" | "cancelledAt">): Callback => {
    const callbackId = store.nextNumber("callback", 450_001);
    return callbacks.put(callbackId, { ...row, callbackId, contactId: null, cancelledAt: null });
  };

  app.post("/cxone/acd/~/queuecallback", async (c) => {
    const params = await readParams(c);
    const delay = params.integer("callDelay") ?? 0;
    keep({
      kind: "queue",
      phoneNumber: phoneOf(params),
      firstName: "",
      lastName: "",
      skillId: phoneSkill(params, "skill"),
      targetAgentId: params.integer("targetAgent") ?? null,
      dueAt: store.now() + delay * 1000,
      notes: "",
    });
    return c.body(null, 202);
  });

  app.post("/cxone/acd/~/promise", async (c) => {
    const params = await readParams(c);
    const [date, time] = [params.needText("promiseDate"), params.needText("promiseTime")];
    const zone = /^[+-]\d\d:\d\d$/.test(params.text("timeZone") ?? "") ? params.text("timeZone") : "Z";
    const dueAt = Date.parse(`${date}T${/^\d\d:\d\d$/.test(time) ? `${time}:00` : time}${zone}`);
    if (Number.isNaN(dueAt)) throw badParameter("promiseDate and promiseTime must be a date and a time");
    if (dueAt <= store.now()) throw badParameter("promiseDate and promiseTime must be in the future");
    keep({
      kind: "promise",
      phoneNumber: phoneOf(params),
      firstName: params.needText("firstName"),
      lastName: params.needText("lastName"),
      skillId: phoneSkill(params, "skill"),
      targetAgentId: params.integer("targetAgent") ?? null,
      dueAt,
      notes: params.text("notes") ?? "",
    });
    return c.body(null, 202);
  });

  app.get("/cxone/acd/~/agents/:agentId{[0-9]+}/scheduled-callbacks", (c) => {
    const agentId = pathId(c, "agentId");
    const rows = callbacks
      .list()
      .filter((row) => row.kind === "promise" && row.targetAgentId === agentId)
      .filter((row) => row.contactId === null && row.cancelledAt === null);
    return c.json({
      callbacks: rows.map((row) => ({
        callbackId: row.callbackId,
        contactId: row.callbackId,
        firstName: row.firstName,
        lastName: row.lastName,
        dialNumber: row.phoneNumber,
        skillId: row.skillId,
        skillName: store.skills.get(row.skillId)?.skillName ?? "",
        targetAgentId: agentId,
        callbackDate: new Date(row.dueAt).toISOString(),
        notes: row.notes,
      })),
    });
  });

  const callbackOf = (c: SandboxContext): Callback => {
    const row = callbacks.get(pathId(c, "callbackId"));
    if (row?.contactId !== null || row.cancelledAt !== null)
      throw new Refusal(acdError(404, "not_found", "The scheduled callback was not found"));
    return row;
  };
  const path = "/cxone/acd/~/agent-sessions/:sessionId/interactions/:callbackId{[0-9]+}";

  app.post(`${path}/dial`, (c) => {
    const { agentId } = sessionOf(sandbox, c);
    const { callbackId, phoneNumber, skillId } = callbackOf(c);
    const { contactId } = deed(() => dialOutbound(store, { phoneNumber, agentId, skillId }));
    callbacks.update(callbackId, { contactId });
    return done(sandbox, c, contactId);
  });

  app.post(`${path}/reschedule`, async (c) => {
    sessionOf(sandbox, c);
    const { callbackId } = callbackOf(c);
    const dueAt = Date.parse((await readParams(c)).needText("rescheduleDate"));
    if (Number.isNaN(dueAt)) throw badParameter("rescheduleDate must be a date");
    callbacks.update(callbackId, { dueAt });
    return done(sandbox, c);
  });

  app.post(`${path}/cancel`, (c) => {
    sessionOf(sandbox, c);
    callbacks.update(callbackOf(c).callbackId, { cancelledAt: store.now() });
    return done(sandbox, c);
  });
}
