import type { TargetType, TransferType } from "#lib/cxone/voice/state.ts";
import type { OpeningHours } from "#lib/hours/schema.ts";
import { DEFAULT_PRIORITY, DEFAULT_WATCH } from "../../mapping.ts";
import type { PolicyBody } from "../../schema.ts";

/** A number in a form: null when empty, text when it is none. */
type Typed = number | string | null;

/** A target as the form holds it: every field has text, also those that this kind of target does not use. */
export type RouteDraft = {
  transferType: TransferType;
  targetType: TargetType;
  targetId: string;
  targetName: string;
  skillId: string;
  skillName: string;
  priority: Typed;
  callbackNumber: string;
  hours: OpeningHours | null;
};

export type PolicyDraft = {
  name: string;
  description: string;
  note: string;
  body: {
    routes: RouteDraft[];
    voicemail: { targetType: TargetType; targetId: string; targetName: string };
    watch: { pollSeconds: Typed; timeoutSeconds: Typed; unknownMinutes: Typed };
  };
};

export const emptyRoute = (): RouteDraft => ({
  transferType: "BLIND",
  targetType: "QUEUE",
  targetId: "",
  targetName: "",
  skillId: "",
  skillName: "",
  priority: DEFAULT_PRIORITY,
  callbackNumber: "",
  hours: null,
});

export const emptyDraft = (): PolicyDraft => ({
  name: "",
  description: "",
  note: "",
  body: {
    routes: [emptyRoute()],
    voicemail: { targetType: "EXTENSION", targetId: "", targetName: "" },
    watch: { ...DEFAULT_WATCH },
  },
});

type Kept = { name: string; description: string; body: PolicyBody };

/** A kept policy in the form. The note is about the next change, so it begins empty. */
export const draftOf = ({ name, description, body }: Kept): PolicyDraft => ({
  name,
  description,
  note: "",
  body: {
    ...body,
    routes: body.routes.map(({ hours, ...route }) => ({ ...emptyRoute(), ...route, hours: hours ?? null })),
  },
});

/** What the form says, in the shape that is sent: what is empty, or means nothing at this kind of target, is left out. */
export function bodyOfDraft(body: PolicyDraft["body"]) {
  return {
    ...body,
    routes: body.routes.map(({ skillId, skillName, callbackNumber, hours, ...route }) => ({
      ...route,
      ...(route.targetType === "QUEUE" && skillId.trim() ? { skillId: skillId.trim() } : {}),
      ...(route.targetType === "QUEUE" && skillId.trim() && skillName ? { skillName } : {}),
      ...(callbackNumber.trim() ? { callbackNumber: callbackNumber.trim() } : {}),
      ...(hours ? { hours } : {}),
      targetId: route.targetId.trim(),
    })),
    voicemail: { ...body.voicemail, targetId: body.voicemail.targetId.trim() },
  };
}
