import { asArray, asBoolean, asInteger, asText, field, isRecord, type JsonRecord } from "../wire/values.ts";

/**
 * The fields of a skill beyond its name, medium, campaign and direction, under the names that reading gives
 * (facts/cxone.md §2.1). `sentAs` are the names under which writing takes them where those differ: the published
 * schemas really do spell some fields in two ways.
 */
type SkillField = {
  kind: "integer" | "boolean" | "text" | "list";
  /** Only digital skills have it. */
  digital?: true;
  /** Digital timers and Accept/Reject: readable by schema, writable only if the switch says so. */
  unpublished?: true;
  sentAs?: string[];
  maximum?: number;
};

const integer: SkillField = { kind: "integer" };
const boolean: SkillField = { kind: "boolean" };
const text: SkillField = { kind: "text" };
const digitalTimer: SkillField = { kind: "integer", digital: true, unpublished: true };
const digitalToggle: SkillField = { kind: "boolean", digital: true, unpublished: true };

export const skillFields: Readonly<Record<string, SkillField>> = {
  divisionNo: integer,
  notes: text,
  scriptId: integer,
  messageTemplateId: integer,
  dispositions: { kind: "list" },
  requireDisposition: boolean,
  allowSecondaryDisposition: boolean,
  acwTypeId: integer,
  stateIdACW: integer,
  maxSecondsACW: integer,
  acwPostTimeoutStateId: integer,
  agentRestTime: integer,
  initialPriority: integer,
  acceleration: integer,
  maxPriority: integer,
  serviceLevelThreshold: integer,
  serviceLevelGoal: { kind: "integer", maximum: 100 },
  enableShortAbandon: boolean,
  shortAbandonThreshold: integer,
  countShortAbandons: boolean,
  evaluationCriteria: integer,
  FocusMetric: integer,
  FocusLock: integer,
  FallbackTime: { kind: "integer", maximum: 5_256_000 },
  EquityLevel: integer,
  reskillHours: integer,
  countReskillHours: boolean,
  minWFIAgents: integer,
  minWFIAvailableAgents: integer,
  minWorkingTime: integer,
  requireManualAccept: boolean,
  interruptible: boolean,
  priorityInterrupt: boolean,
  priorityBlending: boolean,
  agentless: boolean,
  agentlessPorts: integer,
  callerIdOverride: text,
  callSuppressionScriptId: integer,
  outboundTelecomRouteId: integer,
  deliverMultipleNumbersSerially: boolean,
  cradleToGrave: boolean,
  emailFromAddress: text,
  emailFromEditable: boolean,
  emailBccAddress: text,
  emailParking: { kind: "boolean", sentAs: ["enableParking"] },
  chatWarningThreshold: integer,
  agentTypingIndicator: boolean,
  patronTypingPreview: { kind: "boolean", sentAs: ["patronTypingIndicator"] },
  makeTranscriptAvailable: boolean,
  transcriptFromAddress: text,
  displayThankyou: boolean,
  thankYouLink: text,
  popThankYou: boolean,
  popThankYouURL: text,
  smsTransportCodeId: integer,
  useScreenPops: boolean,
  screenPopTriggerEvent: integer,
  useCustomScreenPops: boolean,
  screenPopType: text,
  screenPopDetail: { kind: "text", sentAs: ["screenPopDetails"] },
  workItemQueueType: text,
  agentResponseEnabled: digitalToggle,
  agentFirstResponseTime: digitalTimer,
  agentFollowOnResponseTime: digitalTimer,
  customerResponseEnabled: digitalToggle,
  customerIdleTime: digitalTimer,
  timeExtensionEnabled: digitalToggle,
  IsSubSkill: digitalToggle,
  PresentAcceptReject: digitalToggle,
};

const emptyOf = { integer: 0, boolean: false, text: "", list: [] } as const;

/** What reading gives for fields that were never set. */
export function emptySkillFields(isDigital: boolean): JsonRecord {
  const entries = Object.entries(skillFields)
    .filter(([, spec]) => isDigital || !spec.digital)
    .map(([name, spec]) => [name, emptyOf[spec.kind]] as const);
  return Object.fromEntries(entries);
}

function readValue(name: string, spec: SkillField, sent: unknown): { value: unknown } | { problem: string } {
  if (spec.kind === "text") {
    const value = asText(sent);
    return value === undefined ? { problem: `${name} must be text` } : { value };
  }
  if (spec.kind === "boolean") {
    const value = asBoolean(sent);
    return value === undefined ? { problem: `${name} must be true or false` } : { value };
  }
  if (spec.kind === "list") {
    if (!Array.isArray(sent)) return { problem: `${name} must be an array` };
    return { value: asArray(sent).filter(isRecord) };
  }
  const value = asInteger(sent);
  if (value === undefined) return { problem: `${name} must be an integer` };
  if (value < 0 || (spec.maximum !== undefined && value > spec.maximum))
    return { problem: `${name} must be from 0 to ${spec.maximum ?? "2147483647"}` };
  return { value };
}

/**
 * Reads the known fields out of what was sent, in any case and as text where a client sends text. Null and absent
 * are the same; unknown fields are dropped without a word, as the ACD does.
 */
export function readSkillFields(
  item: JsonRecord,
  options: { isDigital: boolean; takesUnpublished: boolean },
): { ok: true; settings: JsonRecord } | { ok: false; problem: string } {
  const settings: JsonRecord = {};
  for (const [name, spec] of Object.entries(skillFields)) {
    if ((spec.digital && !options.isDigital) || (spec.unpublished && !options.takesUnpublished)) continue;
    const sent = [name, ...(spec.sentAs ?? [])].map((one) => field(item, one)).find((one) => one != null);
    if (sent === undefined) continue;
    const read = readValue(name, spec, sent);
    if ("problem" in read) return { ok: false, problem: read.problem };
    settings[name] = read.value;
  }
  return { ok: true, settings };
}
