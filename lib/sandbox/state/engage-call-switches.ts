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
    "Engage: its signed JSON is compact ASCII (ascii), raw UTF-8 with numbers like 1.0 (utf8), with escaped <>& (escaped) or with spaces (spaced)",
  engageReplyFields:
    "Engage: replies of agents carry content_id, retry and sender_name (documented), or not (captured in 2020)",
  engageReplyFormat:
    "Engage: replies of agents are html unless messages.text is declared (declared), or always html",
  engageSyncAfterReply:
    "Engage: a synchronisation run follows at once when an agent writes (the docs promise only the next run)",
  engageSyncSeconds: "Engage: seconds between two synchronisation runs of a source",
  engageReplyRetrySeconds: "Engage: seconds until a reply that failed is tried again (three tries in all)",
  engageTimeoutSeconds: "Engage: seconds until a call out is given up",
  engageQueueUpdates: "Engage: queue updates are sent in task mode to sources that declare them",
  engageClosedAtIsNull:
    "Engage: closed_at of intervention.closed is null, as in the vendor's own example (otherwise the time)",
  engageWebhookCopies: "Engage: how often each webhook delivery is made (above 1: duplicates)",
  engageWebhookOrder: "Engage: order in which webhook deliveries that wait are made",
  engageWebhookBatch: "Engage: most events in one webhook delivery",
  engageWebhookHold: "Engage: webhook deliveries are held back until they are released",
  engageWebhookOmit: "Engage: types of webhook events that get lost, separated by commas (empty: none)",
  engageWebhookRetrySeconds: "Engage: seconds until each retry of a webhook delivery, separated by commas",
  engageWebhookDisableAfter: "Engage: failures in a row after which a webhook is disabled (0: never)",
  engageWebhookSuspendPercent:
    "Engage: percentage of failures among the last twenty calls from which a webhook is suspended (0: never)",
};

export const engageCallChoices: Partial<Record<keyof EngageCallSwitches, readonly string[]>> = {
  engageJsonStyle: jsonStyles,
  engageReplyFields: ["documented", "captured"],
  engageReplyFormat: ["declared", "html"],
  engageWebhookOrder: ["issued", "reversed", "random"],
};
