/** What the public facts about Engage leave open (facts/engage.md §8), shown with CXone's switches on one page. */
export type EngageSwitches = {
  engageBadTokenStatus: "401" | "403";
  engageUsersMe: boolean;
  engageSdkSourceType: string;
  engageWebhookStatus: "words" | "none";
  engageSourceTakesBaseUri: boolean;
  engageForeignIdKeyword: boolean;
  engageUnknownKeyword: "text" | "ignored" | "refused";
  engageSiblingCategories: "refused" | "kept" | "last";
  engageUnknownCategory: "refused" | "ignored";
  engageCategorizingMs: number;
  engageInterventionLockMs: number;
  engageImportDelayMs: number;
  engageUserDates: "created" | "both" | "none";
  engageReopens: "ownerSkilled" | "always" | "never";
  engagePermissionsPutNeeds: "update_user" | "read_user";
  engageFoldersNeedRight: boolean;
  engageCommunitiesNeedRight: boolean;
  engageWebhookTokenInQuery: boolean;
  engageWebhookEvents: "spec" | "docs";
  engageCompanySideReopens: boolean;
  engageAnyoneStep: boolean;
  engageRequestsPerMinute: number;
};

export const engageSwitchDefaults: EngageSwitches = {
  engageBadTokenStatus: "401",
  engageUsersMe: true,
  engageSdkSourceType: "sdk",
  engageWebhookStatus: "words",
  engageSourceTakesBaseUri: false,
  engageForeignIdKeyword: false,
  engageUnknownKeyword: "text",
  engageSiblingCategories: "refused",
  engageUnknownCategory: "refused",
  engageCategorizingMs: 0,
  engageInterventionLockMs: 0,
  engageImportDelayMs: 150,
  engageUserDates: "created",
  engageReopens: "ownerSkilled",
  engagePermissionsPutNeeds: "update_user",
  engageFoldersNeedRight: true,
  engageCommunitiesNeedRight: true,
  engageWebhookTokenInQuery: true,
  engageWebhookEvents: "spec",
  engageCompanySideReopens: false,
  engageAnyoneStep: false,
  engageRequestsPerMinute: 500,
};

export const engageSwitchTexts: Record<keyof EngageSwitches, string> = {
  engageBadTokenStatus: "Engage: status for a missing, unknown or disabled API access token",
  engageUsersMe: "Engage: GET /users/me answers (documented for app tokens, absent from the specification)",
  engageSdkSourceType: "Engage: type of a Source SDK source in the REST API",
  engageWebhookStatus: "Engage: webhook_status says pending, enabled, disabled or suspended, or is null",
  engageSourceTakesBaseUri: "Engage: PUT content_sources takes base_uri (otherwise it is ignored)",
  engageForeignIdKeyword: "Engage: q takes foreign_id: as well as foreign:",
  engageUnknownKeyword: "Engage: an unknown keyword in q is searched as text, ignored or refused",
  engageSiblingCategories:
    "Engage: two children of a category that does not allow several are refused, kept, or only the last stays",
  engageUnknownCategory: "Engage: a category id that does not exist is refused or ignored",
  engageCategorizingMs: "Engage: milliseconds for which a thread that was categorized refuses with 409",
  engageInterventionLockMs:
    "Engage: milliseconds for which an intervention that was closed or cancelled refuses with 409",
  engageImportDelayMs: "Engage: milliseconds until what realtime has taken is imported",
  engageUserDates:
    "Engage: dates that a person over the Source SDK needs, or the object is passed over: created_at, both, none",
  engageReopens:
    "Engage: a customer's message reopens a closed intervention when its owner has the skill, always, or never",
  engagePermissionsPutNeeds: "Engage: right that changing the source permissions of a user takes",
  engageCommunitiesNeedRight: "Engage: reading communities takes the right read_community",
  engageFoldersNeedRight: "Engage: changing folders takes the right manage_folders",
  engageWebhookTokenInQuery: "Engage: /webhooks takes access_token in the query only, even beside Bearer",
  engageWebhookEvents:
    "Engage: registered_events takes the events of the specification, or those of the guide too",
  engageCompanySideReopens:
    "Engage: messages of controlled identities reopen interventions and create tasks too",
  engageAnyoneStep: "Engage: the topology offers a task to any agent with reply, whatever its categories",
  engageRequestsPerMinute: "Engage: requests that one token may make per minute (0 means no limit)",
};

export const engageSwitchChoices: Partial<Record<keyof EngageSwitches, readonly string[]>> = {
  engageBadTokenStatus: ["401", "403"],
  engageWebhookStatus: ["words", "none"],
  engageUnknownKeyword: ["text", "ignored", "refused"],
  engageSiblingCategories: ["refused", "kept", "last"],
  engageUnknownCategory: ["refused", "ignored"],
  engageUserDates: ["created", "both", "none"],
  engageReopens: ["ownerSkilled", "always", "never"],
  engagePermissionsPutNeeds: ["update_user", "read_user"],
  engageWebhookEvents: ["spec", "docs"],
};
