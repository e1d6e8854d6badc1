import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { User } from "../state/engage-model.ts";
import { notFound, unprocessable } from "./answers.ts";
import { objectId } from "./object-id.ts";
import { newestFirst, page } from "./paging.ts";
import { type Call, endpoints, hasRight, requireRight } from "./rest-api.ts";
import { userView } from "./views-setup.ts";

/** The users whom the caller may see: of a leader who manages only own teams, the members of those. */
function isWithinReach(call: Call, user: User): boolean {
  if (!hasRight(call, "manage_users_of_my_teams") || hasRight(call, "create_user")) return true;
  const led = call.engage.teams.list().filter((team) => team.leaderIds.includes(call.user.id));
  return led.some((team) => user.teamIds.includes(team.id));
}

/** The user in the path, for somebody who may see users. */
export function userOf(call: Call): User {
  const user = call.engage.users.get(call.path("id"));
  if (!user || !isWithinReach(call, user)) throw notFound("User");
  return user;
}

function known(
  ids: string[] | undefined,
  table: { get(id: string): object | undefined },
  what: string,
): string[] | undefined {
  const unknown = ids?.find((id) => !table.get(id));
  if (unknown !== undefined) throw unprocessable(`${what} ${unknown} does not exist`);
  return ids;
}

function emailOf(call: Call, own: User | null): string {
  const email = own && !call.params.has("email") ? own.email : call.params.required("email");
  if (!/^\S+@\S+\.\S+$/.test(email)) throw unprocessable("email is invalid");
  const taken = call.engage.users.find(
    (row) => row.id !== own?.id && row.email.toLowerCase() === email.toLowerCase(),
  );
  if (taken) throw unprocessable("email has already been taken");
  return email;
}

function roleIdOf(call: Call, own: User | null): string {
  const roleId = own && !call.params.has("role_id") ? own.roleId : call.params.required("role_id");
  const role = call.engage.roles.get(roleId);
  if (!role) throw unprocessable("role does not exist");
  // Nobody gives away more than he has.
  if (roleId !== own?.roleId && role.permissions.some((right) => !hasRight(call, right)))
    throw unprocessable("role has more permissions than yours");
  return roleId;
}

function fieldsOf(call: Call, own: User | null) {
  const { params, engage } = call;
  const gender = params.text("gender");
  if (gender && gender !== "man" && gender !== "woman")
    throw unprocessable("gender is not included in the list");
  return {
    email: emailOf(call, own),
    firstname: own && !params.has("firstname") ? own.firstname : params.required("firstname"),
    lastname: own && !params.has("lastname") ? own.lastname : params.required("lastname"),
    nickname: params.text("nickname") ?? own?.nickname ?? "",
    gender:
      gender === undefined ? (own?.gender ?? null) : gender === "man" || gender === "woman" ? gender : null,
    enabled: params.flag("enabled") ?? own?.enabled ?? true,
    roleId: roleIdOf(call, own),
    teamIds: known(params.list("team_ids"), engage.teams, "Team") ?? own?.teamIds ?? [],
    categoryIds: known(params.list("category_ids"), engage.categories, "Category") ?? own?.categoryIds ?? [],
    identityIds: identitiesOf(call) ?? own?.identityIds ?? [],
    externalId: params.text("external_id") ?? own?.externalId ?? null,
    locale: params.text("locale") || (own?.locale ?? null),
    timezone: params.text("timezone") || (own?.timezone ?? null),
    spokenLanguages: params.list("spoken_languages") ?? own?.spokenLanguages ?? [],
    noPassword: params.flag("no_password") ?? own?.noPassword ?? false,
  };
}

/** Only controlled identities can be given to agents. */
function identitiesOf(call: Call): string[] | undefined {
  const ids = known(call.params.list("identity_ids"), call.engage.identities, "Identity");
  const free = ids?.find((id) => call.engage.identities.get(id)?.controlled === false);
  if (free !== undefined) throw unprocessable(`Identity ${free} is not a controlled identity`);
  return ids;
}

function create(call: Call, invitationPending: boolean): User {
  const now = call.sandbox.store.now();
  const id = objectId(now);
  return call.engage.users.put(id, {
    id,
    ...fieldsOf(call, null),
    invitationPending,
    // Nobody reaches a source before it is given.
    sourcesPermissions: {},
    presence: null,
    customStatusId: null,
    createdAt: now,
    updatedAt: now,
  });
}

/** `/users` (facts/engage.md §1.3, §1.4). */
export function userRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put, remove } = endpoints(app, sandbox);

  get("/users", (call) => {
    requireRight(call, "read_user");
    const { params, engage } = call;
    const filters: [string, (user: User, value: string) => boolean][] = [
      ["email", (user, value) => user.email.toLowerCase() === value.toLowerCase()],
      ["category_id", (user, value) => user.categoryIds.includes(value)],
      ["identity_id", (user, value) => user.identityIds.includes(value)],
      ["external_id", (user, value) => user.externalId === value],
      ["role_id", (user, value) => user.roleId === value],
      ["team_id", (user, value) => user.teamIds.includes(value)],
    ];
    const rows = engage.users.list().filter(
      (user) =>
        isWithinReach(call, user) &&
        filters.every(([name, matches]) => {
          const value = params.text(name);
          return !value || matches(user, value);
        }),
    );
    return page(
      params,
      newestFirst(rows, (row) => row.createdAt),
      userView,
    );
  });

  // Documented beside app tokens, absent from the specification: before /users/:id, which would take it.
  get("/users/me", (call) => {
    if (!sandbox.store.switches.engageUsersMe) throw notFound("User");
    return userView(call.user);
  });

  get("/users/:id", (call) => {
    requireRight(call, "read_user");
    return userView(userOf(call));
  });

  post("/users", (call) => {
    requireRight(call, "create_user");
    if (!call.params.flag("no_password")) call.params.required("password");
    return userView(create(call, false));
  });

  post("/users/invite", (call) => {
    requireRight(call, "invite_user");
    return userView(create(call, true));
  });

  put("/users/:id", (call) => {
    requireRight(call, "update_user");
    const own = userOf(call);
    const change = { ...fieldsOf(call, own), updatedAt: sandbox.store.now() };
    return userView(call.engage.users.update(own.id, change));
  });

  remove("/users/:id", (call) => {
    requireRight(call, "update_user");
    const own = userOf(call);
    const rights = call.engage.roles.get(own.roleId)?.permissions ?? [];
    if (rights.some((right) => !hasRight(call, right)))
      throw unprocessable("user has more permissions than yours");
    call.engage.users.remove(own.id);
    return userView(own);
  });
}
