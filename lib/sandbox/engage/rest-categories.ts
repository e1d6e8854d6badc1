import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Category } from "../state/engage-model.ts";
import { notFound, unprocessable } from "./answers.ts";
import { objectId } from "./object-id.ts";
import { idsOf, page } from "./paging.ts";
import { type Call, endpoints, requireRight } from "./rest-api.ts";
import { categoryView } from "./views-setup.ts";

const deepest = 6;

function categoryOf(call: Call): Category {
  const row = call.engage.categories.get(call.path("id"));
  if (!row) throw notFound("Category");
  return row;
}

function ancestors(call: Call, id: string | null): string[] {
  const found: string[] = [];
  let row = id === null ? undefined : call.engage.categories.get(id);
  while (row && !found.includes(row.id)) {
    found.push(row.id);
    row = row.parentId === null ? undefined : call.engage.categories.get(row.parentId);
  }
  return found;
}

/** How many levels hang below a category, itself included. */
function height(call: Call, id: string): number {
  const children = call.engage.categories.where("parent", id);
  return 1 + Math.max(0, ...children.map((child) => height(call, child.id)));
}

function parentOf(call: Call, own: Category | null): string | null {
  const sent = call.params.text("parent_id");
  if (sent === undefined) return own?.parentId ?? null;
  if (sent === "") return null;
  if (!call.engage.categories.get(sent)) throw unprocessable("Parent category does not exist");
  const above = ancestors(call, sent);
  if (own && above.includes(own.id)) throw unprocessable("A category cannot be its own parent");
  if (above.length + (own ? height(call, own.id) : 1) > deepest)
    throw unprocessable(`Categories have at most ${deepest} levels`);
  return sent;
}

function colourOf(call: Call, fallback: number): number {
  const color = call.params.integer("color") ?? fallback;
  if (color < 0 || color > 6) throw unprocessable("color is not included in the list");
  return color;
}

/** What only a category without a parent has a say in; below it the parent's holds (facts/engage.md §1.4). */
function rootFields(call: Call, parentId: string | null, own: Category | null) {
  const { params, engage } = call;
  if (parentId !== null) {
    const root = engage.categories.get(ancestors(call, parentId).at(-1) ?? "");
    const { mandatory = false, multiple = false, postQualification = false, sourceIds = [] } = root ?? {};
    return { mandatory, multiple, postQualification, unselectable: false, sourceIds };
  }
  return {
    mandatory: params.flag("mandatory") ?? own?.mandatory ?? false,
    multiple: params.flag("multiple") ?? own?.multiple ?? false,
    postQualification: params.flag("post_qualification") ?? own?.postQualification ?? false,
    unselectable: params.flag("unselectable") ?? own?.unselectable ?? false,
    sourceIds: params.list("source_ids") ?? own?.sourceIds ?? [],
  };
}

/** Children show what their root says. */
function inherit(call: Call, parent: Category): void {
  const { mandatory, multiple, postQualification, sourceIds } = parent;
  for (const child of call.engage.categories.where("parent", parent.id))
    inherit(
      call,
      call.engage.categories.update(child.id, { mandatory, multiple, postQualification, sourceIds }),
    );
}

/** Takes a category (or puts another in its place) out of everything that names it. */
function replaceEverywhere(call: Call, id: string, successor: string | null): void {
  const { engage } = call;
  const swap = (ids: string[]) =>
    ids.includes(id)
      ? [...new Set(ids.flatMap((one) => (one === id ? (successor ? [successor] : []) : [one])))]
      : ids;
  for (const row of engage.threads.list())
    if (row.threadCategoryIds.includes(id))
      engage.threads.update(row.id, { threadCategoryIds: swap(row.threadCategoryIds) });
  for (const row of engage.users.list())
    if (row.categoryIds.includes(id)) engage.users.update(row.id, { categoryIds: swap(row.categoryIds) });
  for (const row of engage.sources.list())
    engage.sources.update(row.id, {
      defaultCategoryIds: swap(row.defaultCategoryIds),
      userThreadDefaultCategoryIds: swap(row.userThreadDefaultCategoryIds),
    });
}

/** `/categories` (facts/engage.md §1.3). Names need not differ: creating twice makes two. */
export function categoryRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put, remove } = endpoints(app, sandbox);

  get("/categories", ({ params, engage }) => {
    const ids = idsOf(params.text("ids"));
    const parentId = params.text("parent_id");
    const rows = engage.categories
      .list()
      .filter((row) => (!ids || ids.has(row.id)) && (!parentId || row.parentId === parentId));
    return page(params, rows, categoryView);
  });

  get("/categories/:id", (call) => categoryView(categoryOf(call)));

  post("/categories", (call) => {
    requireRight(call, "manage_categories");
    const name = call.params.required("name");
    const parentId = parentOf(call, null);
    const now = sandbox.store.now();
    const id = objectId(now);
    const row: Category = {
      id,
      name,
      parentId,
      color: colourOf(call, 0),
      ...rootFields(call, parentId, null),
      createdAt: now,
      updatedAt: now,
    };
    return categoryView(call.engage.categories.put(id, row));
  });

  put("/categories/:id", (call) => {
    requireRight(call, "manage_categories");
    const own = categoryOf(call);
    const parentId = parentOf(call, own);
    const row = call.engage.categories.update(own.id, {
      name: call.params.has("name") ? call.params.required("name") : own.name,
      parentId,
      color: colourOf(call, own.color),
      ...rootFields(call, parentId, own),
      updatedAt: sandbox.store.now(),
    });
    inherit(call, row);
    return categoryView(row);
  });

  remove("/categories/:id", (call) => {
    requireRight(call, "manage_categories");
    const own = categoryOf(call);
    const successor = call.params.text("take_over_category_id") || null;
    if (successor !== null && !call.engage.categories.get(successor)) throw notFound("Category");
    if (call.engage.categories.where("parent", own.id).length > 0)
      throw unprocessable("A category with children cannot be removed");
    call.engage.categories.remove(own.id);
    replaceEverywhere(call, own.id, successor);
    return categoryView(own);
  });
}
