import type { LookUpAnswer, RecordType } from "#lib/dns/schema.ts";
import { judgeMx, judgeText, missing, verified } from "./judge/state.ts";
import { keyOf } from "./mapping.ts";
import type { DomainRecord } from "./schema.ts";

export type DomainState = "draft" | "pending" | "verified" | "failed";

/** `unset`: SES's value is not known yet; `failed`: the look-up itself, which says nothing about the record. */
export type FindingState = "verified" | "missing" | "mismatch" | "conflict" | "doubled" | "failed" | "unset";

export type Judgement = {
  state: FindingState;
  /** What DNS shows now. */
  seen: readonly string[];
  detail: string;
  fix: string | null;
};

/** What a look found of one record. Times in ISO 8601. */
export type Finding = Judgement & {
  key: string;
  /** Since when it is seen without a break, and since when a record that was seen is not. */
  verifiedAt: string | null;
  lostAt: string | null;
};

/** The zone that the domain is in and whose page its records are entered on. */
export type ZoneFacts = {
  name: string;
  nameServers: readonly string[];
  provider: string | null;
  /** What that page takes as the host: the name without the zone, or the whole name. */
  hosts: "short" | "whole";
};

/** What was asked about a record. What need not be asked any more is null or empty. */
export type Evidence = {
  /** Of the record's own type at its name. */
  own: LookUpAnswer;
  /** A CNAME at the name of a record that is none. */
  alias: LookUpAnswer | null;
  /** Records of another type that stand beside a CNAME, or in place of what is missing. */
  others: readonly { type: RecordType; values: readonly string[] }[];
  /** The name with the domain twice, and what stands there. */
  doubled: { name: string; answer: LookUpAnswer } | null;
};

export const valuesOf = (answer: LookUpAnswer | null): readonly string[] =>
  answer?.outcome === "found" ? answer.values : [];

/** Judges one record by what DNS showed (F-30). Pure. */
export function judge(record: DomainRecord, evidence: Evidence): Judgement {
  if (record.value === "") {
    const fix = "Copy it from CXone's page and paste it here.";
    return { state: "unset", seen: [], detail: "Its value is not known yet.", fix };
  }
  const { own, alias } = evidence;
  if ("detail" in own) {
    return { state: "failed", seen: [], detail: own.detail, fix: "Look again, or choose other DNS servers." };
  }
  const seen = valuesOf(own);
  const verdict = judgeSeen(record, seen);
  const isVerified = verdict.state === "verified";
  const [target] = valuesOf(alias);
  if (!isVerified && target !== undefined) return behindAlias(record, target, seen);
  if (verdict.state === "missing") return whyMissing(record, evidence) ?? verdict;
  const [beside] = evidence.others;
  if (isVerified && beside && record.type === "CNAME") {
    return {
      state: "conflict",
      seen: [...seen, ...beside.values.map((value) => `${beside.type} ${value}`)],
      detail: `A ${beside.type} record stands beside the CNAME: some resolvers show one, some the other.`,
      fix: `Delete the ${beside.type} record at ${record.name}.`,
    };
  }
  return verdict;
}

function judgeSeen(record: DomainRecord, seen: readonly string[]): Judgement {
  if (record.type === "TXT") return judgeText(record, seen);
  if (record.type === "MX") return judgeMx(record, seen);
  if (seen.length === 0) return missing();
  if (seen.length > 1) {
    const fix = `Leave only the one to ${record.value}.`;
    return { state: "conflict", seen, detail: "Several CNAME records stand at this name.", fix };
  }
  if (seen[0] === record.value.toLowerCase()) return verified(seen);
  const detail = `Found ${seen[0]}, expected ${record.value}.`;
  return { state: "mismatch", seen, detail, fix: "Correct the value at your DNS provider." };
}

function behindAlias(record: DomainRecord, target: string, seen: readonly string[]): Judgement {
  return {
    state: "conflict",
    seen: [`CNAME ${target}`, ...seen],
    detail: `A CNAME to ${target} stands at this name; beside a CNAME no other record counts.`,
    fix: `Delete the CNAME at ${record.name}, then enter the ${record.type} record.`,
  };
}

/** A record that is not there may stand in the wrong place or be of the wrong type. */
function whyMissing(record: DomainRecord, { doubled, others }: Evidence): Judgement | null {
  const there = valuesOf(doubled?.answer ?? null);
  if (doubled && there.length > 0) {
    return {
      state: "doubled",
      seen: there.map((value) => `${doubled.name}: ${value}`),
      detail: `It stands at ${doubled.name}: the provider's page added the domain to a name that had it already.`,
      fix: "Delete it there and enter the short host instead.",
    };
  }
  const [other] = others;
  if (!other) return null;
  return {
    state: "mismatch",
    seen: other.values.map((value) => `${other.type} ${value}`),
    detail: `Found a ${other.type} record at this name, expected a ${record.type} record.`,
    fix: `Replace it with a record of type ${record.type}.`,
  };
}

/** Keeps since when a record is seen or lost. A look-up that failed says nothing about either. */
export function carryOver(
  record: DomainRecord,
  judgement: Judgement,
  before: Finding | undefined,
  now: Date,
): Finding {
  const at = now.toISOString();
  const { verifiedAt = null, lostAt = null } = before ?? {};
  const kept = { key: keyOf(record), ...judgement };
  if (judgement.state === "failed") return { ...kept, verifiedAt, lostAt };
  if (judgement.state === "verified") {
    return { ...kept, verifiedAt: lostAt ? at : (verifiedAt ?? at), lostAt: null };
  }
  return { ...kept, verifiedAt, lostAt: verifiedAt ? (lostAt ?? at) : null };
}
