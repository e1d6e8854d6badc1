import type { DnsRecord, DnsType } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";

/** Response codes of RFC 1035 §4.1.1. */
export const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
export type Rcode = keyof typeof rcodes;

const longestChain = 8;

/**
 * What the zones say to a question. A CNAME is followed as far as these zones go. A name with records of other types,
 * or with names below it, exists: its answer is empty and NOERROR; any other is NXDOMAIN.
 */
export function answerQuery(
  store: Store,
  asked: string,
  type: DnsType | "ANY" | null,
): { rcode: Rcode; answers: DnsRecord[] } {
  const answers: DnsRecord[] = [];
  let name = asked.toLowerCase();
  for (let step = 0; step < longestChain; step += 1) {
    const held = store.email.dns.where("name", name);
    const wanted = held.filter((row) => type === "ANY" || row.type === type);
    const alias = held.find((row) => row.type === "CNAME");
    answers.push(...wanted);
    if (wanted.length > 0 || !alias) {
      const exists = held.length > 0 || store.email.dns.keys("name").some((key) => key.endsWith(`.${name}`));
      return { rcode: exists ? "NOERROR" : "NXDOMAIN", answers };
    }
    answers.push(alias);
    name = alias.value;
  }
  return { rcode: "SERVFAIL", answers: [] };
}
