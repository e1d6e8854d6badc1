import { fillAuditLog, WORDS } from "./audit-rows.ts";
import { type BenchedLog, benchLog } from "./log-bench.ts";
import type { Row } from "./row.ts";

/** Parts of a year back, in no order. */
const DEPTHS = Array.from({ length: 60 }, (_, n) => ((n * 37) % 60) / 61);

const auditLog: BenchedLog = {
  name: "audit log",
  log: {
    tie: "seq",
    columns: [
      "seq",
      "at",
      "actor_kind",
      "actor_id",
      "actor_name",
      "action",
      "object",
      "request_id",
      "ip",
      "result",
    ],
  },
  fill: fillAuditLog,
  questions: [
    { what: "first page", kind: "page", ask: {} },
    { what: "page at any depth", kind: "page", ask: { places: DEPTHS } },
    { what: "one actor", kind: "filter", ask: { where: ["actor_id = ANY('{usr_17}')"] } },
    {
      what: "one actor, one action, 30 days",
      kind: "filter",
      ask: { where: ["actor_id = ANY('{usr_17}')", "action = ANY('{handover.updated}')"], days: 30 },
    },
    { what: "one object", kind: "filter", ask: { where: ["object = ANY('{skill:con_1:77}')"] } },
    ...Object.keys(WORDS).map((word) => ({
      what: `search for a ${word} word`,
      kind: "search" as const,
      ask: { words: `${word}word` },
    })),
  ],
};

/** B6: pages of an audit log of ten million rows in monthly partitions beside the same of a short one. */
export const auditPages: Row = {
  id: "B6",
  title: "pages of a long audit log",
  run: (context) => benchLog(context, auditLog),
};
