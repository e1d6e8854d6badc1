import { Refusal } from "../cxone/error-families.ts";
import type { SandboxContext } from "../sandbox.ts";
import type { Store } from "../state/store.ts";
import type { LegTarget } from "../state/voice-model.ts";
import { isQueue } from "../telephony/queues.ts";
import { beginTransfer, type TransferWish } from "../telephony/transfer.ts";
import type { JsonRecord } from "../wire/values.ts";
import { badField, v2Error } from "./v2-error.ts";
import { readChoice, readId, readNumber, readObject, readPriority, readText } from "./v2-values.ts";

const fields = ["transferType", "targetType", "targetId", "skillId", "priority", "callbackNumber"];

/** T-12: what the target names, by its type. */
function readTarget(store: Store, body: JsonRecord): LegTarget {
  const targetType = readChoice(body, "targetType", ["QUEUE", "EXTENSION", "SKILL", "NUMBER"] as const);
  const targetId = readText(body, "targetId");
  if (targetType === "NUMBER") return { kind: "number", number: readNumber(targetId, "targetId") };
  if (targetType === "EXTENSION") {
    if (!/^\d{1,10}$/.test(targetId))
      throw badField("targetId", "targetId must be the digits of an extension.");
    return { kind: "extension", number: targetId };
  }
  const kind = targetType === "QUEUE" ? "queue" : "skill";
  const skillId = readId(targetId, "targetId", kind);
  const skill = store.skills.get(skillId);
  const isThere = skill && (kind === "queue" ? isQueue(store, skill) : skill.mediaTypeId === 4);
  if (!isThere) throw badField("targetId", `targetId is the id of no ${kind}.`);
  if (!skill.isActive)
    throw new Refusal(
      v2Error(400, `The ${kind} ${skill.skillName} has the status INACTIVE.`, {
        code: "queue.inactive",
        field: "targetId",
      }),
    );
  return { kind, skillId };
}

function readSkill(store: Store, body: JsonRecord, target: LegTarget): number | null {
  if (body.skillId == null) return null;
  const skillId = readId(body.skillId, "skillId", "skill");
  if (!store.skills.get(skillId)) throw badField("skillId", "skillId is the id of no skill.");
  if (target.kind !== "queue") throw badField("skillId", "skillId narrows a queue and nothing else.");
  return skillId;
}

/** T-10 to T-15. */
async function readWish(store: Store, c: SandboxContext): Promise<TransferWish> {
  const body = await readObject(c, fields);
  const transferType = readChoice(body, "transferType", ["BLIND", "CONSULT"] as const);
  const target = readTarget(store, body);
  const { consultToExtension, consultCompletesItself } = store.switches;
  if (transferType === "CONSULT" && target.kind === "extension" && !consultToExtension)
    throw badField("transferType", "An extension cannot be consulted: transferType must be BLIND.");
  return {
    transferType,
    target,
    join: transferType === "BLIND" ? "atOnce" : consultCompletesItself ? "whenAnswered" : "byHand",
    withSkillId: readSkill(store, body, target),
    priority: readPriority(body),
    callbackNumber: body.callbackNumber == null ? null : readNumber(body.callbackNumber, "callbackNumber"),
  };
}

/** T-74: a queue that asks for a skill which none of its agents holds is a conflict of rules, by switch. */
function conflictOf(store: Store, { target, withSkillId }: TransferWish): Response | null {
  if (store.switches.v2SkillConflict !== "500" || target.kind !== "queue" || withSkillId == null) return null;
  const isHeld = store.assignments
    .where("skill", String(target.skillId))
    .some((row) => row.isActive && store.assignments.get(`${withSkillId}:${row.agentId}`)?.isActive);
  if (isHeld) return null;
  return v2Error(500, "Campaign rule conflict: no agent of the queue holds the skill that is asked for.", {
    code: "routing.rule.conflict",
  });
}

/** Hands a call over (T-16): 202 with the id of the request and, by switch, its state. */
export async function transferCall(store: Store, c: SandboxContext, callId: string): Promise<Response> {
  const wish = await readWish(store, c);
  const conflict = conflictOf(store, wish);
  if (conflict) return conflict;
  const { call } = beginTransfer(store, callId, wish);
  const id = call.transfers.at(-1)?.transferId ?? "";
  const { transferAnswersState } = store.switches;
  return c.json(transferAnswersState === "none" ? { id } : { id, state: transferAnswersState }, 202);
}
