import type { DomainRecord } from "../schema.ts";
import type { Judgement } from "../state.ts";

const isSpf = (value: string) => /^v=spf1(\s|$)/i.test(value);
const isDmarc = (value: string) => /^v=DMARC1\s*(;|$)/i.test(value);

export const verified = (seen: readonly string[], detail = ""): Judgement => ({
  state: "verified",
  seen,
  detail,
  fix: null,
});
export const missing = (detail = "DNS does not show it."): Judgement => ({
  state: "missing",
  seen: [],
  detail,
  fix: "Enter it at your DNS provider. It can take an hour until every server shows it.",
});

/** TXT: one of several at a name has to be the wanted one; of SPF and DMARC there may be only one at all. */
export function judgeText(record: DomainRecord, seen: readonly string[]): Judgement {
  if (isSpf(record.value)) return judgeSpf(record, seen.filter(isSpf));
  if (isDmarc(record.value)) return judgeDmarc(seen.filter(isDmarc));
  if (seen.length === 0) return missing();
  if (seen.includes(record.value)) return verified([record.value]);
  const near = seen.find((value) => bare(value) === bare(record.value));
  return {
    state: "mismatch",
    seen,
    detail: `Found ${seen.join(", ")}, expected ${record.value}.`,
    fix: near === undefined ? "Correct the value at your DNS provider." : nearMiss(near, record.value),
  };
}

const bare = (value: string) => value.replace(/["\s]/g, "").toLowerCase();

/** Two values that differ in what is easily overlooked. */
function nearMiss(seen: string, wanted: string): string {
  if (seen.includes('"')) return "Leave the quotes out: here they are part of the value.";
  if (/\s/.test(seen)) return "Take the blanks out of the value, also at its ends.";
  return `Upper and lower case differ: copy ${wanted} as it is.`;
}

const termsOf = (spf: string) => spf.toLowerCase().split(/\s+/).filter(Boolean);
const mechanisms = (spf: string) => termsOf(spf).filter((term) => /^[+]?(include|ip4|ip6|a|mx):/.test(term));

/** An SPF record is right when it has every sender of the wanted one; what else it allows is the owner's. */
function judgeSpf({ value, name }: DomainRecord, seen: readonly string[]): Judgement {
  const [only, second] = seen;
  if (only === undefined) return missing("There is no SPF record at this name.");
  if (second !== undefined) {
    return {
      state: "conflict",
      seen,
      detail: `${seen.length} SPF records stand at ${name}. With more than one, receivers take all of them for an error.`,
      fix: `Leave one, with the senders of all of them: ${mergeSpf(seen, value)}`,
    };
  }
  const has = termsOf(only);
  const lacks = mechanisms(value).filter((term) => !has.includes(term) && !has.includes(`+${term}`));
  if (lacks.length === 0) return verified(seen);
  return {
    state: "mismatch",
    seen,
    detail: `Found ${only}, expected it to have ${lacks.join(" ")}.`,
    fix: `Change the record that is there to: ${mergeSpf(seen, value)}`,
  };
}

/** One record with the senders of all, ending as the first that says how; the wanted one's end is the last resort. */
export function mergeSpf(seen: readonly string[], wanted: string): string {
  const terms = [...seen, wanted].flatMap((spf) => spf.split(/\s+/).filter(Boolean).slice(1));
  const senders = terms.filter((term) => !/^[-~?+]?all$|^redirect=/i.test(term));
  const end = terms.find((term) => /^[-~?+]?all$|^redirect=/i.test(term));
  return ["v=spf1", ...new Set(senders), end].filter(Boolean).join(" ");
}

function judgeDmarc(seen: readonly string[]): Judgement {
  const [only, second] = seen;
  if (only === undefined) return missing("There is no DMARC record at this name.");
  if (second !== undefined) {
    const detail = `${seen.length} DMARC records stand at this name. With more than one, receivers use none.`;
    return { state: "conflict", seen, detail, fix: "Leave one of them." };
  }
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)\b/i.exec(only)?.[1]?.toLowerCase();
  if (policy) return verified(seen, `Its policy is ${policy}.`);
  const detail = `Found ${only}, expected a policy in it: p=none, p=quarantine or p=reject.`;
  return { state: "mismatch", seen, detail, fix: "Add the policy to the record." };
}

const hostOf = (mx: string) => (mx.split(/\s+/).at(-1) ?? "").toLowerCase();

/** The host decides; its priority only counts where there are several. Others beside it take mail away from CXone. */
export function judgeMx(record: DomainRecord, seen: readonly string[]): Judgement {
  const wanted = hostOf(record.value);
  const others = seen.filter((value) => hostOf(value) !== wanted);
  if (seen.length === 0) return missing();
  if (others.length === seen.length) {
    const detail = `Found ${seen.join(", ")}, expected ${record.value}.`;
    return { state: "mismatch", seen, detail, fix: "Correct the value at your DNS provider." };
  }
  if (others.length === 0) return verified(seen);
  return {
    state: "conflict",
    seen,
    detail:
      record.kind === "mail_from_mx"
        ? `Beside ${wanted} stands ${others.join(", ")}. SES takes a MAIL FROM domain with exactly one MX record.`
        : `Beside ${wanted} stands ${others.join(", ")}: mail that goes there never reaches CXone.`,
    fix: `Delete ${others.join(" and ")}.`,
  };
}
