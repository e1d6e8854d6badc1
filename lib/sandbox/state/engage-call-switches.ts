import { jsonStyles } from "../engage/sdk-json.ts";

/** What public material leaves open about the calls that Engage makes: webhooks and the Source SDK. */
export type EngageCallSwitches = {
  engageJsonStyle: string;
  engageReplyFields: string;
  engageReplyFormat: string;
  engageSyncAfterReply: boolean;
  engageSyncSeconds: number;
  engageReplyRetrySeconds: number;
  engageTimeoutSeconds: number;
  engageQueueUpdates: boolean;
  engageClosedAtIsNull: boolean;
  engageWebhookCopies: number;
  engageWebhookOrder: string;
  engageWebhookBatch: number;
  engageWebhookHold: boolean;
  engageWebhookOmit: string;
  engageWebhookRetrySeconds: string;
  engageWebhookDisableAfter: number;
  engageWebhookSuspendPercent: number;
};

export const engageCallDefaults: EngageCallSwitches = {
  engageJsonStyle: "ascii",
  engageReplyFields: "documented",
  engageReplyFormat: "declared",
  engageSyncAfterReply: true,
  engageSyncSeconds: 60,
  engageReplyRetrySeconds: 2,
  engageTimeoutSeconds: 10,
  engageQueueUpdates: true,
  engageClosedAtIsNull: true,
  engageWebhookCopies: 1,
  engageWebhookOrder: "issued",
  engageWebhookBatch: 1,
  engageWebhookHold: false,
  engageWebhookOmit: "",
  engageWebhookRetrySeconds: "32,240,1020,3120,7200",
  engageWebhookDisableAfter: 10,
  engageWebhookSuspendPercent: 75,
};

export const engageCallTexts: Record<keyof EngageCallSwitches, string> = {
  engageJsonStyle:
    "Engage writes its JSON as compact ASCII (ascii), raw UTF-8 with numbers like 1.0 (utf8), with escaped <>& (escaped) or with spaces (spaced)",
  engageReplyFields:
    "Replies of Engage agents carry content_id, retry and sender_name (documented) or not (captured in 2020)",
  engageReplyFormat:
    "Bodies of Engage agents come as html unless messages.text is declared (declared), or always as html",
  engageSyncAfterReply:
    "A synchronisation run of Engage follows at once when an agent writes (the docs promise only the next run)",
  engageSyncSeconds: "Seconds between two synchronisation runs of an Engage source",
  engageReplyRetrySeconds: "Seconds until Engage tries a reply again that failed (three tries in all)",
  engageTimeoutSeconds: "Seconds Engage waits for an answer",
  engageQueueUpdates: "Engage sends queue updates by itself, in task mode and where the source declares them",
  engageClosedAtIsNull:
    "closed_at of intervention.closed is null, as in the vendor's own example (otherwise the time)",
  engageWebhookCopies: "How often Engage makes each webhook delivery (above 1: duplicates)",
  engageWebhookOrder: "Order in which Engage delivers webhook events that are waiting",
  engageWebhookBatch: "Most events in one webhook delivery of Engage",
  engageWebhookHold: "Engage holds its webhook deliveries back until they are released",
  engageWebhookOmit: "Types of webhook events that Engage loses, separated by commas (empty: none)",
  engageWebhookRetrySeconds: "Seconds until each retry of a webhook delivery of Engage, separated by commas",
  engageWebhookDisableAfter: "Failures in a row after which Engage disables a webhook (0: never)",
  engageWebhookSuspendPercent:
    "Percentage of failures among the last twenty calls from which Engage suspends a webhook (0: never)",
};

export const engageCallChoices: Partial<Record<keyof EngageCallSwitches, readonly string[]>> = {
  engageJsonStyle: jsonStyles,
  engageReplyFields: ["documented", "captured"],
  engageReplyFormat: ["declared", "html"],
  engageWebhookOrder: ["issued", "reversed", "random"],
};
