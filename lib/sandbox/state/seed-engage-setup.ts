import { type EngageSecrets, engageIds } from "./engage-ids.ts";
import type { Category, EngageSettings } from "./engage-model.ts";
import { sdkType } from "./engage-model.ts";
import { newSource } from "./new-source.ts";
import type { Store } from "./store.ts";

const day = 86_400_000;

function seedSources(store: Store, secrets: EngageSecrets): void {
  const { engage } = store;
  const { communities, sources, channels } = engageIds;
  const createdAt = store.now() - 300 * day;
  const stamps = { createdAt, updatedAt: createdAt };
  const community = (id: string, name: string, type: string) =>
    engage.communities.put(id, { id, name, type, active: true, ...stamps });
  community(communities.chat, "Acme chat", sdkType);
  community(communities.email, "Acme e-mail", "email");
  community(communities.apple, "Acme on Apple Messages", "apple_messages_for_business");

  const source = (...given: Parameters<typeof newSource>) =>
    engage.sources.put(given[0].id, newSource(...given));
  source(
    {
      id: sources.webchat,
      name: "Acme web chat",
      type: sdkType,
      communityId: communities.chat,
      createdAt: store.now() - 2 * day,
    },
    { token: secrets[sources.webchat] ?? "" },
  );
  source(
    {
      id: sources.partner,
      name: "Partner portal chat",
      type: sdkType,
      communityId: communities.chat,
      createdAt,
    },
    { token: secrets[sources.partner] ?? "", color: 3 },
  );
  source(
    { id: sources.email, name: "Support e-mail", type: "email", communityId: communities.email, createdAt },
    { color: 1 },
  );
  source(
    {
      id: sources.apple,
      name: "Apple Messages",
      type: "apple_messages_for_business",
      communityId: communities.apple,
      createdAt,
    },
    { color: 5 },
  );

  const channel = (id: string, name: string, sourceIds: string[]) =>
    engage.channels.put(id, {
      id,
      name,
      label: name,
      sourceIds,
      softCapability: 3,
      hardCapability: 5,
      taskTimeoutSeconds: 60,
      agentSla: 0,
      agentSlaThreshold: 0,
      taskAutoCompleteSeconds: 0,
      autoCompleteCategoryIds: [],
      inActiveTopology: true,
      ...stamps,
    });
  channel(channels.realtime, "Realtime", [sources.webchat, sources.partner, sources.apple]);
  channel(channels.async, "Async", [sources.email]);
}

function seedCategories(store: Store): void {
  const { categories } = engageIds;
  const createdAt = store.now() - 300 * day;
  const category = (id: string, name: string, parentId: string | null, more: Partial<Category> = {}) =>
    store.engage.categories.put(id, {
      id,
      name,
      parentId,
      color: 0,
      mandatory: false,
      multiple: false,
      postQualification: false,
      unselectable: false,
      sourceIds: [],
      createdAt,
      updatedAt: createdAt,
      ...more,
    });
  category(categories.topics, "Topics", null, { multiple: true, color: 2, unselectable: true });
  category(categories.billing, "Billing", categories.topics);
  category(categories.orders, "Orders", categories.topics);
  // Called like the one that a set-up makes, in another family: finding by name alone is a mistake.
  category(categories.automation, "Automation", null, { color: 4 });
  category(categories.otherBot, "Bot", categories.automation);
}

function seedDesk(store: Store): void {
  const { engage } = store;
  const { teams, users, folders } = engageIds;
  const createdAt = store.now() - 300 * day;
  const stamps = { createdAt, updatedAt: createdAt };
  const team = (id: string, name: string, leaderIds: string[], userIds: string[]) =>
    engage.teams.put(id, { id, name, leaderIds, userIds, ...stamps });
  team(teams.care, "Digital care", [users.ines], [users.ines, users.malik, users.hanna, users.carlos]);
  team(teams.back, "Back office", [], [users.yuki]);
  engage.folders.put(folders.mine, {
    id: folders.mine,
    label: "My open cases",
    parentId: null,
    position: 0,
    query: "active_and_assigned_to_me:true",
    renderThreadsCount: true,
    roleRestriction: null,
    teamRestriction: null,
    userRestriction: null,
    userId: users.robin,
    ...stamps,
  });
  engage.customFields.put("5f4e3d2c000b000000000001", {
    id: "5f4e3d2c000b000000000001",
    associatedTypeName: "Intervention",
    label: "Ticket number",
    key: "ticket_number",
    type: "string",
    multiple: false,
    position: 0,
    choices: [],
    readOnly: false,
    ...stamps,
  });
}

/** Sources, categories, teams and what else an administrator has set up. */
export function seedEngageSetup(store: Store, secrets: EngageSecrets): void {
  seedSources(store, secrets);
  seedCategories(store);
  seedDesk(store);
  store.setSetting("engageSettings", {
    id: engageIds.domain,
    name: "Acme",
    locale: "de",
    timezone: "Berlin",
    multi_lang: false,
    push_enabled: false,
    intervention_closing_period: 0,
    identity_merge: true,
    spellchecking: true,
    session_timeout: 0,
    urgent_task_threshold: 0,
  } satisfies EngageSettings);
}
