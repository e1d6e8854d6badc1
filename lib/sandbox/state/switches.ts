import {
  type AcdVoiceSwitches,
  acdVoiceChoices,
  acdVoiceDefaults,
  acdVoiceTexts,
} from "./acd-voice-switches.ts";
import {
  type EmailSwitches,
  emailSwitchChoices,
  emailSwitchDefaults,
  emailSwitchTexts,
} from "./email-switches.ts";
import {
  type EngageCallSwitches,
  engageCallChoices,
  engageCallDefaults,
  engageCallTexts,
} from "./engage-call-switches.ts";
import {
  type EngageSwitches,
  engageSwitchChoices,
  engageSwitchDefaults,
  engageSwitchTexts,
} from "./engage-switches.ts";
import {
  type MicrosoftSwitches,
  microsoftChoices,
  microsoftDefaults,
  microsoftTexts,
} from "./microsoft-switches.ts";
import {
  type VoiceSwitches,
  voiceSwitchChoices,
  voiceSwitchDefaults,
  voiceSwitchTexts,
} from "./voice-switches.ts";

/**
 * What public material leaves open or only lets one infer is a switch here, so that a client can be tried against
 * each possibility. `kind` and `choices` drive both `POST /control/switches` and the console's page.
 */
export type Switches = CxoneSwitches &
  AcdVoiceSwitches &
  EmailSwitches &
  EngageSwitches &
  EngageCallSwitches &
  VoiceSwitches &
  MicrosoftSwitches;

type CxoneSwitches = {
  skillListLagSeconds: number;
  channelListLagSeconds: number;
  channelListPageSize: number;
  skillCreateReturnsId: boolean;
  skillDetailWrapped: boolean;
  skillListRows: "short" | "full";
  skillTakesDigitalFields: boolean;
  skillTakesDispositions: boolean;
  scheduleSettingsRefused: boolean;
  evaluationCriteriaCountFrom: "one" | "zero";
  outboundServiceLevel: "refused" | "ignored";
  unknownOrderBy: "ignored" | "refused";
  agentStatesPageSize: number;
  scriptXmlField: "body" | "scriptContent";
  replyNeedsSkillsView: boolean;
  hoursListWrapped: boolean;
  userHubPagesCountFrom: "one" | "zero";
  cognigyHandover: "flag" | "nested";
  handoverAttributes: "object" | "string" | "array";
  acdRequiresAccept: boolean;
  channelCreateAcceptsDefaultSkill: boolean;
  channelCreateAnswersBody: boolean;
  duplicateMessage: "existing" | "conflict";
  tokenErrorStyle: "spec" | "oauth";
  refreshTokenRotates: boolean;
  signalAnswers: "202" | "204";
  signalAcceptsCaseNumber: boolean;
  routingNeedsScript: boolean;
  escalationRequiresSignal: boolean;
  scriptMessageBeforeAgent: string;
  onReleaseAfterSignalEnd: boolean;
  onReleaseWaitsForReplies: boolean;
  firstReplyAuthorization: "none" | "unusable";
  postsIdIs: "thread" | "lastMessage";
  replyIncludesAgent: boolean;
  replyRetries: number;
  replyTimeoutSeconds: number;
};

export type SwitchName = keyof Switches;

export const defaultSwitches: Switches = {
  ...engageCallDefaults,
  skillListLagSeconds: 2,
  channelListLagSeconds: 0,
  channelListPageSize: 0,
  skillCreateReturnsId: false,
  skillDetailWrapped: false,
  skillListRows: "short",
  skillTakesDigitalFields: true,
  skillTakesDispositions: true,
  scheduleSettingsRefused: false,
  evaluationCriteriaCountFrom: "one",
  outboundServiceLevel: "refused",
  unknownOrderBy: "ignored",
  agentStatesPageSize: 0,
  scriptXmlField: "body",
  replyNeedsSkillsView: true,
  hoursListWrapped: true,
  userHubPagesCountFrom: "one",
  cognigyHandover: "flag",
  handoverAttributes: "object",
  acdRequiresAccept: true,
  channelCreateAcceptsDefaultSkill: false,
  channelCreateAnswersBody: true,
  duplicateMessage: "existing",
  tokenErrorStyle: "spec",
  refreshTokenRotates: false,
  signalAnswers: "202",
  signalAcceptsCaseNumber: false,
  routingNeedsScript: true,
  escalationRequiresSignal: false,
  scriptMessageBeforeAgent: "",
  onReleaseAfterSignalEnd: false,
  onReleaseWaitsForReplies: true,
  firstReplyAuthorization: "none",
  postsIdIs: "thread",
  replyIncludesAgent: true,
  replyRetries: 0,
  replyTimeoutSeconds: 10,
  ...acdVoiceDefaults,
  ...emailSwitchDefaults,
  ...engageSwitchDefaults,
  ...voiceSwitchDefaults,
  ...microsoftDefaults,
};

export const switchTexts: Record<SwitchName, string> = {
  ...engageCallTexts,
  skillListLagSeconds: "Seconds until a new skill appears in the list of skills",
  channelListLagSeconds: "Seconds until a new channel appears in the list of channels",
  channelListPageSize: "Channels in a list that was asked for without size (0: all of them)",
  skillCreateReturnsId: "Creating a skill answers the new skill id (the published schema has none)",
  skillDetailWrapped: "One skill is answered as {skills:[…]} instead of a flat object",
  skillListRows:
    "Rows in the list of skills carry the common fields (short) or everything that the detail has (full)",
  skillTakesDigitalFields:
    "Skills take the digital timers and Accept/Reject, which the published schema has only for reading (otherwise ignored)",
  skillTakesDispositions:
    "Skills take the dispositions that are sent (in practice no endpoint was found that assigns them)",
  scheduleSettingsRefused: "PUT schedule-settings answers a bare InvalidParameter, as some tenants do",
  evaluationCriteriaCountFrom:
    "Numbers of Skill Proficiency, Preferred Agent, Least Occupied, Most Occupied start at one or zero (nothing public says)",
  outboundServiceLevel: "A service level on an outbound skill is refused or ignored",
  unknownOrderBy: "orderBy with a field that cannot be sorted is ignored or refused",
  scriptXmlField: "Field that holds the base64 XML of a script that is read by its id",
  agentStatesPageSize: "Agents in a list of states that was asked for without top and skip (0: all of them)",
  hoursListWrapped: "Hours of operation are listed under resultSet (both shapes are seen)",
  userHubPagesCountFrom: "page.pageNo of a UserHub search counts from one or zero",
  cognigyHandover:
    "A handover of the Cognigy bot shows as data.handover and data.customAttributes (flag) or as data._cognigy._handover (nested)",
  handoverAttributes:
    "Custom attributes of a bot's handover: JSON object, JSON as text, or an array of key and value",
  replyNeedsSkillsView: "Answering a case takes Skills View of the Admin application as well as Send Replies",
  acdRequiresAccept: "The ACD API refuses requests without an Accept header",
  channelCreateAcceptsDefaultSkill: "Creating a channel takes defaultSkillId (otherwise it is ignored)",
  channelCreateAnswersBody: "Creating a channel answers the channel (otherwise an empty body)",
  duplicateMessage: "A message id that is already known: answer the existing message, or 409",
  tokenErrorStyle: "Token errors carry errorDescription (spec) or error_description (oauth)",
  refreshTokenRotates: "A refresh token works once only",
  signalAnswers: "Status of a successful signal",
  signalAcceptsCaseNumber: "Signal takes the case number as well as the contact id",
  routingNeedsScript: "A channel without a Studio script queues nothing, even with a default skill",
  escalationRequiresSignal: "A case is queued only after the signal Escalate",
  scriptMessageBeforeAgent: "Text that the Studio script sends before an agent has the case (empty: none)",
  onReleaseAfterSignalEnd: "ONRELEASE also runs when the signal End closes the case",
  onReleaseWaitsForReplies: "ONRELEASE runs after the replies that are still on their way",
  firstReplyAuthorization:
    "First reply without a cached token: no Authorization header, or an unusable token",
  postsIdIs: "The id in /1.0/posts/{id}/messages is the thread's, or that of the last customer message",
  replyIncludesAgent: "Replies to the integration box name the agent (authorUser)",
  replyRetries: "Automatic retries of a failed reply",
  replyTimeoutSeconds: "Seconds CXone waits for the integration box",
  ...acdVoiceTexts,
  ...emailSwitchTexts,
  ...engageSwitchTexts,
  ...voiceSwitchTexts,
  ...microsoftTexts,
};

const choices: Partial<Record<SwitchName, readonly string[]>> = {
  ...engageCallChoices,
  skillListRows: ["short", "full"],
  evaluationCriteriaCountFrom: ["one", "zero"],
  outboundServiceLevel: ["refused", "ignored"],
  unknownOrderBy: ["ignored", "refused"],
  scriptXmlField: ["body", "scriptContent"],
  userHubPagesCountFrom: ["one", "zero"],
  cognigyHandover: ["flag", "nested"],
  handoverAttributes: ["object", "string", "array"],
  duplicateMessage: ["existing", "conflict"],
  tokenErrorStyle: ["spec", "oauth"],
  signalAnswers: ["202", "204"],
  firstReplyAuthorization: ["none", "unusable"],
  postsIdIs: ["thread", "lastMessage"],
  ...acdVoiceChoices,
  ...emailSwitchChoices,
  ...engageSwitchChoices,
  ...voiceSwitchChoices,
  ...microsoftChoices,
};

export function switchChoices(name: SwitchName): readonly string[] | null {
  return choices[name] ?? null;
}

/** Checks a change of switches; the answer is the change, or a sentence that says what is wrong with it. */
export function parseSwitches(
  input: unknown,
): { ok: true; change: Partial<Switches> } | { ok: false; reason: string } {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { ok: false, reason: "Send a JSON object of switch names and values." };
  }
  for (const [name, value] of Object.entries(input)) {
    if (!(name in defaultSwitches)) {
      return {
        ok: false,
        reason: `There is no switch "${name}". Switches: ${Object.keys(defaultSwitches).join(", ")}.`,
      };
    }
    const expected = defaultSwitches[name as SwitchName];
    const allowed = choices[name as SwitchName];
    if (allowed && !allowed.includes(value as string)) {
      return { ok: false, reason: `Switch "${name}" is one of: ${allowed.join(", ")}.` };
    }
    if (typeof value !== typeof expected) {
      return { ok: false, reason: `Switch "${name}" needs a ${typeof expected}.` };
    }
    if (typeof value === "number" && !(Number.isFinite(value) && value >= 0)) {
      return { ok: false, reason: `Switch "${name}" needs a number that is not negative.` };
    }
  }
  return { ok: true, change: input as Partial<Switches> };
}
