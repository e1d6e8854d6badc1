import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { domainSubject } from "../schema.ts";
import { defaultRecords, mergeRecords } from "./mapping.ts";
import { readPaste } from "./paste/mapping.ts";
import { getDomain } from "./reads.ts";
import type { DomainDetail, NewDomainInput } from "./schema.ts";
import { DOMAINS_TOPIC } from "./stored-domain.ts";

/**
 * Keeps a domain with the records it needs: those of the paste, and what follows from name and region for the rest (M-10).
 * Nothing changes in CXone or DNS. Throws `name_taken`, and `bad_input` at `paste` when no record can be read in it.
 */
export async function createDomain(ctx: Ctx, input: NewDomainInput): Promise<DomainDetail> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, name, region, paste } = input;
  await loadCxoneConnection(connectionId);
  const { records: pasted, left } = readPaste(paste, name);
  if (paste.trim() !== "" && pasted.length === 0) {
    const why = left[0] ? ` Line ${left[0].line}: ${left[0].why}` : "";
    const sentence = `No record could be taken from this. Copy the table of records from CXone's page, with its columns.${why}`;
    throw new AppError("bad_input", { fields: { paste: sentence } });
  }
  const records = mergeRecords(defaultRecords(name, region), pasted);
  const id = newId("dom");
  await db().$transaction(async (tx) => {
    const { count } = await tx.emailDomain.createMany({
      data: [{ id, connectionId, name, records, state: "draft" }],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new AppError("name_taken", {
        title: "This domain is listed already",
        fields: { name: "This connection has the domain already: open it in the list." },
      });
    }
    await notify(tx, DOMAINS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_domain.created",
      object: domainSubject(id),
      after: { name, connectionId, records: records.length, pasted: pasted.length },
    });
  });
  return getDomain(ctx, id);
}
