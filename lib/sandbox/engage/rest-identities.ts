import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { IdentityGroup } from "../state/engage-conversation-model.ts";
import { notFound, unprocessable } from "./answers.ts";
import { emitEvent } from "./emit-event.ts";
import { idsOf, newestFirst, page } from "./paging.ts";
import { type Call, canRead, endpoints, requireRight } from "./rest-api.ts";
import { identityGroupView, identityView } from "./views-talk.ts";

/** Communities of which the caller reads at least one source. */
function readableCommunities(call: Call): Set<string> {
  return new Set(
    call.engage.sources
      .list()
      .filter((row) => canRead(call, row.id))
      .map((row) => row.communityId),
  );
}

function groupOf(call: Call): IdentityGroup {
  const row = call.engage.identityGroups.get(call.path("id"));
  if (!row) throw notFound("Identity group");
  return row;
}

function sortedBy(call: Call): "createdAt" | "updatedAt" {
  return call.params.text("sort") === "updated_at" ? "updatedAt" : "createdAt";
}

/** `/identities` and `/identity_groups`: read here, controlled only in the admin pages. */
export function identityRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put } = endpoints(app, sandbox);

  get("/identities", (call) => {
    const { params, engage } = call;
    const reach = readableCommunities(call);
    const fromSource = engage.sources.get(params.text("source_id") ?? "")?.communityId;
    const communityId =
      params.text("community_id") || (params.text("source_id") ? (fromSource ?? "none") : "");
    const groups = idsOf(params.text("identity_group_ids")) ?? idsOf(params.text("identity_group_id"));
    const owned = engage.users.get(params.text("user_id") ?? "")?.identityIds ?? [];
    const rows = engage.identities
      .list()
      .filter(
        (row) =>
          reach.has(row.communityId) &&
          (!communityId || row.communityId === communityId) &&
          (!groups || groups.has(row.identityGroupId ?? "")) &&
          (!params.text("user_id") || owned.includes(row.id)) &&
          (!params.text("foreign_id") || row.foreignId === params.text("foreign_id")) &&
          (!params.text("uuid") || row.uuid === params.text("uuid")),
      );
    const by = sortedBy(call);
    return page(
      params,
      newestFirst(rows, (row) => row[by]),
      (row) => identityView(sandbox, row),
    );
  });

  get("/identities/:id", (call) => {
    const row = call.engage.identities.get(call.path("id"));
    if (!row || !readableCommunities(call).has(row.communityId)) throw notFound("Identity");
    return identityView(sandbox, row);
  });

  post("/identities/import", () => {
    throw unprocessable("Identities can be imported into communities of e-mail and telephone only");
  });

  get("/identity_groups", (call) => {
    const { params, engage } = call;
    const ids = idsOf(params.text("ids"));
    const same = (name: string, value: string) => !params.text(name) || params.text(name) === value;
    const rows = engage.identityGroups
      .list()
      .filter(
        (row) =>
          (!ids || ids.has(row.id)) &&
          same("firstname", row.firstname) &&
          same("lastname", row.lastname) &&
          (!params.text("email") || row.emails.includes(params.text("email") ?? "")),
      );
    const by = sortedBy(call);
    return page(
      params,
      newestFirst(rows, (row) => row[by]),
      (row) => identityGroupView(sandbox, row),
    );
  });

  get("/identity_groups/:id", (call) => identityGroupView(sandbox, groupOf(call)));

  put("/identity_groups/:id", (call) => {
    const { params, engage } = call;
    const own = groupOf(call);
    const row = engage.identityGroups.update(own.id, {
      firstname: params.text("firstname") ?? own.firstname,
      lastname: params.text("lastname") ?? own.lastname,
      company: params.text("company") ?? own.company,
      notes: params.text("notes") ?? own.notes,
      emails: params.list("emails") ?? own.emails,
      homePhones: params.list("home_phones") ?? own.homePhones,
      mobilePhones: params.list("mobile_phones") ?? own.mobilePhones,
      tagIds: params.list("tag_ids") ?? own.tagIds,
      customFieldValues: { ...own.customFieldValues, ...params.hash("custom_field_values") },
      updatedAt: sandbox.store.now(),
    });
    return identityGroupView(sandbox, row);
  });

  put("/identity_groups/:id/merge", (call) => {
    requireRight(call, "update_identity");
    const own = groupOf(call);
    const identity = call.engage.identities.get(call.params.required("associated_identity_id"));
    if (!identity) throw notFound("Identity");
    call.engage.identities.update(identity.id, { identityGroupId: own.id });
    emitEvent(sandbox, {
      type: "identity.merged",
      userId: call.user.id,
      sourceId: null,
      resource: { type: "identity", id: identity.id, metadata: { identity_group_id: own.id } },
    });
    return identityGroupView(sandbox, own);
  });
}
