import "server-only";
import { CxoneError } from "../errors.ts";
import type { TargetField, TransferTarget, WriteAnswer } from "./state.ts";

/** Statuses that speak of what was asked for; others speak of us, of the call or of CXone. */
const ABOUT_THE_REQUEST = new Set([400, 422]);

/** By what a refusal calls them. First match wins: `skillId` is one of the target where the target is a skill. */
const WORDS: readonly (readonly [RegExp, TargetField])[] = [
  [/transfer[\s_-]?type|\bconsult/i, "transferType"],
  [/target[\s_-]?type/i, "targetType"],
  [/target[\s_-]?(agent)?[\s_-]?id|phone[\s_-]?number/i, "targetId"],
  [/\bpriority\b/i, "priority"],
  [/call[\s_-]?back/i, "callbackNumber"],
  [/\b(queue|extension|campaign)\b/i, "targetId"],
];

/**
 * The field of a target that CXone refuses (T-72): the one it names, or whose value it quotes, or that its words are about. Null
 * where it says nothing of the kind.
 */
export function refusedField(error: unknown, target: TransferTarget): TargetField | null {
  if (!(error instanceof CxoneError) || !ABOUT_THE_REQUEST.has(error.status ?? 0)) return null;
  const named = Object.keys(error.fields).map((name) => name.toLowerCase());
  const names: TargetField[] = [
    "transferType",
    "targetType",
    "targetId",
    "skillId",
    "priority",
    "callbackNumber",
  ];
  const field = names.find((name) => named.includes(name.toLowerCase()));
  if (field) return field;
  const quotes = (value: string | undefined) =>
    Boolean(value && new RegExp(`(^|[^\\w-])${RegExp.escape(value)}($|[^\\w-])`, "i").test(error.message));
  if (quotes(target.targetId)) return "targetId";
  if (quotes(target.skillId)) return "skillId";
  if (quotes(target.callbackNumber)) return "callbackNumber";
  const found = WORDS.find(([pattern]) => pattern.test(error.message))?.[1];
  if (found) return found;
  if (!/\bskill/i.test(error.message)) return null;
  if (target.skillId) return "skillId";
  return target.targetType === "SKILL" || target.targetType === "QUEUE" ? "targetId" : null;
}

/** The answer with the field it is about, where it refuses one. */
export function withRefusedField(answer: WriteAnswer, error: unknown, target: TransferTarget): WriteAnswer {
  const field = answer.result === "refused" ? refusedField(error, target) : null;
  return answer.result === "refused" && field ? { ...answer, field } : answer;
}
