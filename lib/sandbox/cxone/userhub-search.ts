import type { Sandbox, SandboxContext } from "../sandbox.ts";
import { compareValues } from "../state/collection.ts";
import { readRecord } from "../wire/read-body.ts";
import { asArray, asInteger, asRecord, asText, type JsonRecord } from "../wire/values.ts";
import { userHubError } from "./error-families.ts";

type Found = { rows: JsonRecord[]; totalRecords: number; skip: number; top: number };

/**
 * A search of UserHub: `filter {field: [values]}`, `operations {field: LIKE | NOT}`, `orderBy {field: ASC | DESC}` and a
 * page, as `page {pageNo, pageSize}` in the older services and `skip`, `top` in the newer (facts/cxone.md §2.4).
 */
export async function searchUserHub(
  sandbox: Sandbox,
  c: SandboxContext,
  rows: readonly JsonRecord[],
  entityType: string,
): Promise<Found | Response> {
  const body = await readRecord(c);
  const page = asRecord(body.page);
  const size = asInteger(body.top ?? page.pageSize) ?? 100;
  const firstPage = sandbox.store.switches.userHubPagesCountFrom === "one" ? 1 : 0;
  const pageNo = asInteger(page.pageNo) ?? firstPage;
  const skip = asInteger(body.skip) ?? (pageNo - firstPage) * size;
  if (size < 1 || skip < 0) return userHubError(400, "BAD_REQUEST", "The page is not valid", entityType);

  const operations = asRecord(body.operations);
  const filters = Object.entries(asRecord(body.filter));
  const unknown = filters.find(([name]) => rows.length > 0 && !(name in (rows[0] ?? {})));
  if (unknown) return userHubError(400, "BAD_REQUEST", `Unknown filter ${unknown[0]}`, entityType);
  const fits = (row: JsonRecord) =>
    filters.every(([name, values]) => {
      const value = String(row[name] ?? "").toLowerCase();
      const wanted = asArray(values).map((one) => (asText(one) ?? "").toLowerCase());
      if (operations[name] === "LIKE") return wanted.some((one) => value.includes(one));
      return wanted.includes(value) !== (operations[name] === "NOT");
    });
  const found = rows.filter(fits);
  const [order] = Object.entries(asRecord(body.orderBy));
  if (order) {
    const [name, direction] = order;
    const sign = asText(direction)?.toUpperCase() === "DESC" ? -1 : 1;
    found.sort((a, b) => sign * compareValues(asText(a[name]) ?? "", asText(b[name]) ?? ""));
  }
  return { rows: found.slice(skip, skip + size), totalRecords: found.length, skip, top: size };
}
