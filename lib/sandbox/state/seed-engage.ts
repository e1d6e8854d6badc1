import { randomBytes } from "node:crypto";
import { type EngageSecrets, engageIds } from "./engage-ids.ts";
import { type ApiToken, type Role, rolePermissions, type User } from "./engage-model.ts";
import { seedEngageSetup } from "./seed-engage-setup.ts";
import type { Store } from "./store.ts";

function newSecrets(): EngageSecrets {
  const ids = [...Object.values(engageIds.tokens), engageIds.sources.webchat, engageIds.sources.partner];
  return Object.fromEntries(ids.map((id) => [id, randomBytes(32).toString("hex")]));
}

/** Rights of an agent who answers customers, and no more. */
const agentRights = [
  "access_help_center",
  "access_previous_messages",
  "read_identity",
  "receive_tasks",
  "reply_with_assistant",
  "search_contents",
  "update_own_intervention",
  "use_emoji",
];
const supervisorRights = [
  ...agentRights,
  ...["assign_intervention", "update_intervention", "monitor_tasks", "monitor_team_tasks", "read_user"],
  ...["read_community", "read_content_source", "read_stats", "read_presence", "search_event"],
];
/** As in some real domains: an administrator who may not create sources has to ask RingCentral. */
const administratorRights = rolePermissions.filter((name) => name !== "create_content_source");

function seedRolesAndUsers(store: Store): void {
  const { roles, users, sources, categories, teams } = engageIds;
  const at = store.now() - 400 * 86_400_000;
  const stamps = { createdAt: at, updatedAt: at };
  const role = (id: string, label: string, permissions: string[]) =>
    store.engage.roles.put(id, { id, label, permissions, ...stamps } satisfies Role);
  role(roles.administrator, "Administrator", administratorRights);
  role(roles.supervisor, "Supervisor", supervisorRights);
  role(roles.agent, "Agent", agentRights);
  role(roles.reporting, "Reporting", ["read_stats", "read_export", "read_user", "read_community"]);

  const person = (
    id: string,
    firstname: string,
    lastname: string,
    roleId: string,
    more: Partial<User> = {},
  ) =>
    store.engage.users.put(id, {
      id,
      email: `${firstname}.${lastname}@acme.example`.toLowerCase(),
      firstname,
      lastname,
      nickname: "",
      gender: null,
      enabled: true,
      roleId,
      teamIds: [],
      categoryIds: [],
      identityIds: [],
      externalId: null,
      locale: null,
      timezone: null,
      spokenLanguages: ["en"],
      invitationPending: false,
      noPassword: false,
      sourcesPermissions: {},
      presence: null,
      customStatusId: null,
      ...stamps,
      ...more,
    });
  const both = ["read", "reply"];
  const mail = { [sources.email]: both };
  const skills = [categories.billing, categories.orders];
  const care = { teamIds: [teams.care], categoryIds: skills };
  person(users.robin, "Robin", "Sato", roles.administrator, {
    sourcesPermissions: {
      [sources.webchat]: both,
      [sources.partner]: ["read"],
      [sources.email]: both,
      [sources.apple]: ["read"],
    },
  });
  person(users.ines, "Ines", "Ferreira", roles.supervisor, { ...care, sourcesPermissions: mail });
  person(users.malik, "Malik", "Diop", roles.agent, { ...care, sourcesPermissions: mail });
  person(users.hanna, "Hanna", "Berg", roles.agent, { ...care, sourcesPermissions: mail });
  person(users.yuki, "Yuki", "Mori", roles.agent, { teamIds: [teams.back], categoryIds: skills });
  person(users.carlos, "Carlos", "Vega", roles.agent, { ...care, enabled: false, sourcesPermissions: mail });
  person(users.dana, "Dana", "Cole", roles.reporting, {
    sourcesPermissions: { [sources.webchat]: ["read"], [sources.email]: ["read"] },
  });
}

function seedTokens(store: Store, secrets: EngageSecrets): void {
  const { tokens, users } = engageIds;
  const at = store.now() - 30 * 86_400_000;
  const token = (id: string, name: string, userId: string, enabled = true) =>
    store.engage.tokens.put(id, {
      id,
      name,
      token: secrets[id] ?? "",
      userId,
      enabled,
      createdAt: at,
      updatedAt: at,
    } satisfies ApiToken);
  token(tokens.patchbay, "Patchbay", users.robin);
  token(tokens.reporting, "Reporting", users.dana);
  token(tokens.switchedOff, "Old integration", users.robin, false);
  token(tokens.ofCarlos, "Carlos's script", users.carlos);
}

/** Fills a fresh state with the domain Acme. Secrets of an earlier state are used again. */
export function seedEngage(store: Store, kept: EngageSecrets | null = null): void {
  const secrets = { ...newSecrets(), ...kept };
  store.setSetting("engageSecrets", secrets);
  seedRolesAndUsers(store);
  seedTokens(store, secrets);
  seedEngageSetup(store, secrets);
}
