import "server-only";
import type { Anchor } from "./anchor.ts";
import type { ChainRow } from "./chain-rows.ts";
import type { AuditAnchor, AuditDamage } from "./schema.ts";

export type Report = (kind: AuditDamage["kind"], seq: number | null, problem: string, row?: ChainRow) => void;

/** What the database knows of the anchors. */
type Known = { anchoredSeq: number | null; anchoredAt: Date | null };

/** Several workers may anchor the same chain, each into its own file and each in its turn. */
const MAY_BE_BEHIND_MS = 120_000;

/** Goes through the anchors beside the chain: both are in order, so neither has to be kept. */
export function compareAnchors(report: Report, given: Iterable<Anchor | undefined>) {
  const anchors = given[Symbol.iterator]();
  let first: Anchor | undefined;
  let last: Anchor | undefined;
  let matched = 0;
  let lost: AuditAnchor["lost"] = null;
  let differed = false;
  let next = advance();

  function advance(): Anchor | undefined {
    for (let step = anchors.next(); !step.done; step = anchors.next()) {
      const anchor = step.value;
      if (anchor && anchor.seq > (last?.seq ?? 0)) {
        first ??= anchor;
        last = anchor;
        lost = anchor.lost ?? lost;
        return anchor;
      }
      report("anchor_unreadable", null, `a line after the anchor of row ${last?.seq ?? 0} cannot be read`);
    }
    return undefined;
  }

  return {
    /** Compares a row with the anchor that was made when it was the last, if one was. */
    row(row: ChainRow): void {
      while (next && next.seq < row.seq) next = advance();
      if (next?.seq !== row.seq) return;
      // All rows after the first that differs do so as well.
      if (row.hash.toString("hex") === next.hash) matched = row.seq;
      else if (!differed) {
        differed = true;
        report(
          "rewritten",
          matched + 1,
          `rows ${matched + 1} to ${row.seq} were written anew: row ${row.seq} is not the one that was anchored at ${next.at}`,
          row,
        );
      }
      next = advance();
    },
    /** After the last row: anchors that are left are of rows that are gone. */
    end(rows: number, known: Known): AuditAnchor | null {
      if (next) {
        while (next) next = advance();
        if (last) {
          const gone = rows + 1 === last.seq ? `row ${last.seq} was` : `rows ${rows + 1} to ${last.seq} were`;
          report(
            "cut_off",
            rows + 1,
            `${gone} cut off: the chain was anchored up to row ${last.seq} at ${last.at}`,
          );
        }
      }
      const { anchoredSeq, anchoredAt } = known;
      if (anchoredSeq && anchoredAt) {
        const upTo = `the chain was anchored up to row ${anchoredSeq} at ${anchoredAt.toISOString()}`;
        if (!last) report("anchor_missing", null, `the file of anchors is missing: ${upTo}`);
        else if (last.seq < anchoredSeq && Date.parse(last.at) < anchoredAt.getTime() - MAY_BE_BEHIND_MS)
          report("anchor_older", null, `the file of anchors is an older one, up to row ${last.seq}: ${upTo}`);
      }
      return first && last ? { seq: last.seq, at: last.at, since: first.at, lost } : null;
    },
  };
}
