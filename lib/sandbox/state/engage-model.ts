/**
 * The rows of the simulated RingCentral Engage (facts/engage.md §1.4): what administrators set up. The
 * conversations are in engage-conversation-model.ts. Moments are milliseconds; answers show them as ISO dates.
 */

export type Stamps = { createdAt: number; updatedAt: number };

export type ApiToken = Stamps & { id: string; name: string; token: string; userId: string; enabled: boolean };

export type User = Stamps & {
  id: string;
  email: string;
  firstname: string;
  lastname: string;
  nickname: string;
  gender: "man" | "woman" | null;
  enabled: boolean;
  roleId: string;
  teamIds: string[];
  /** The skills of the agent. */
  categoryIds: string[];
  /** As whom the agent may write; an identity names its agents by looking here. */
  identityIds: string[];
  externalId: string | null;
  locale: string | null;
  timezone: string | null;
  spokenLanguages: string[];
  invitationPending: boolean;
  noPassword: boolean;
  /** Source id to `read`, `reply` and so on. A source that is not named here is out of reach. */
  sourcesPermissions: Record<string, string[]>;
  /** Null while the agent is not connected; otherwise channel (group) id to availability. */
  presence: Record<string, "available" | "away"> | null;
  customStatusId: string | null;
};

/** A role holds the names of the rights that it grants (facts/engage.md §1.3 roles). */
export type Role = Stamps & { id: string; label: string; permissions: string[] };

export type Team = Stamps & { id: string; name: string; leaderIds: string[]; userIds: string[] };

export type Category = Stamps & {
  id: string;
  name: string;
  parentId: string | null;
  color: number;
  mandatory: boolean;
  multiple: boolean;
  postQualification: boolean;
  unselectable: boolean;
  sourceIds: string[];
};

export type Community = Stamps & { id: string; name: string; type: string; active: boolean };

/** What the other side answered to `implementation.info` last. */
export type Implementation = {
  objects: Record<string, string[]>;
  options: string[];
  locales: Record<string, unknown>;
};

/** The type of sources that speak the Source SDK inside this program; the REST API shows `engageSdkSourceType`. */
export const sdkType = "sdk";

export type Source = Stamps & {
  id: string;
  name: string;
  type: string;
  active: boolean;
  status: string;
  errorMessage: string | null;
  communityId: string;
  color: number;
  fromName: string;
  defaultCategoryIds: string[];
  userThreadDefaultCategoryIds: string[];
  /** The remaining fields that the REST API takes, under their REST names. */
  options: Record<string, unknown>;
  /** From here on: only to be seen and set in the admin pages. */
  baseUri: string;
  token: string;
  alternativeSignature: boolean;
  verifySignature: boolean;
  ignoreSsl: boolean;
  /** Null until the Base URI has answered `implementation.info` properly: nothing else is sent before. */
  implementation: Implementation | null;
  implementationError: string | null;
  implementationAt: number | null;
  lastSyncAt: number | null;
};

/** A group of channels in the new words: the queue that tasks of its sources go through. */
export type Channel = Stamps & {
  id: string;
  name: string;
  label: string;
  sourceIds: string[];
  softCapability: number;
  hardCapability: number;
  taskTimeoutSeconds: number;
  agentSla: number;
  agentSlaThreshold: number;
  taskAutoCompleteSeconds: number;
  autoCompleteCategoryIds: string[];
  /** Whether the active topology uses it: without that there is neither routing nor a queue update. */
  inActiveTopology: boolean;
};

export type Folder = Stamps & {
  id: string;
  label: string;
  parentId: string | null;
  position: number;
  query: string;
  renderThreadsCount: boolean;
  roleRestriction: string[] | null;
  teamRestriction: string[] | null;
  userRestriction: string[] | null;
  userId: string;
};

export type SourceStrategy = "all_except" | "none_except";

export type Webhook = Stamps & {
  id: string;
  tokenId: string;
  name: string;
  url: string;
  verifyToken: string;
  /** Never shown by the REST API. */
  secret: string;
  active: boolean;
  stagingUse: boolean;
  registeredEvents: string[];
  /** `pending` until the endpoint has given the challenge back; `disabled` needs a person. */
  status: "pending" | "enabled" | "disabled" | "suspended";
  /** From here on: only to be set in the admin pages. */
  sourceStrategy: SourceStrategy;
  sourceIds: string[];
  ignoreSsl: boolean;
  lastError: string | null;
};

export type CustomField = Stamps & {
  id: string;
  associatedTypeName: "IdentityGroup" | "Intervention";
  label: string;
  key: string;
  type: string;
  multiple: boolean;
  position: number;
  choices: string[];
  readOnly: boolean;
};

export type EngageSettings = Record<string, unknown> & {
  id: string;
  name: string;
  locale: string;
  /** Task mode: messages become tasks that are routed. Off means folders. */
  push_enabled: boolean;
};

export const rolePermissions = (
  "access_help_center access_previous_messages access_pull_mode admin_stamp_answer anonymize_identity approve_content " +
  "ask_an_expert assign_intervention author_block_content close_content_thread create_and_destroy_extension " +
  "create_community create_content_source create_user delay_export_content delete_content_thread escalate_to_video " +
  "export_identity impersonate_user invite_user lock_identity manage_api_access_tokens manage_app_sdk_applications " +
  "manage_categories manage_chat manage_custom_fields manage_custom_notifications " +
  "manage_emails_templates manage_folders manage_ice manage_identities manage_messaging manage_own_notifications " +
  "manage_reply_assistant manage_roles manage_rules_engine_rules manage_tags manage_teams " +
  "manage_topologies manage_users_of_my_teams monitor_tasks monitor_team_tasks mute_content open_content_thread " +
  "publish_content read_community read_content_source read_event read_export read_identity read_own_stats " +
  "read_presence read_stats read_user receive_tasks reply_with_assistant search_contents search_event " +
  "update_community update_content_source update_extension update_identity update_intervention " +
  "update_own_intervention update_settings update_time_sheet update_user use_cobrowsing use_emoji"
).split(" ");
