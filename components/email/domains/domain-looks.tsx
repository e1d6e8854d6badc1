import { State, type StateKind } from "#components/ui/state.tsx";
import type { DomainView, RecordKind } from "#lib/email/domains/schema.ts";
import type { DomainState, FindingState } from "#lib/email/domains/state.ts";

const DOMAIN_LOOKS: Record<DomainState, [StateKind, string]> = {
  draft: ["idle", "Not started"],
  pending: ["waiting", "Waiting for DNS"],
  verified: ["good", "Records verified"],
  failed: ["bad", "SES gave up"],
};

type DomainLookProps = { domain: Pick<DomainView, "state" | "isLosing">; pill?: boolean };

/** How a domain stands, by our look-ups and SES's 72 hours. */
export function DomainLook({ domain: { state, isLosing }, pill }: DomainLookProps) {
  const [kind, word] = DOMAIN_LOOKS[state];
  return (
    <State kind={isLosing ? "bad" : kind} pill={pill}>
      {isLosing ? "Record lost" : word}
    </State>
  );
}

export const domainStates = Object.entries(DOMAIN_LOOKS).map(([value, [, label]]) => ({ value, label }));

const FINDING_LOOKS: Record<FindingState, [StateKind, string]> = {
  verified: ["good", "Verified"],
  missing: ["waiting", "Not found"],
  mismatch: ["bad", "Other value"],
  conflict: ["bad", "Conflict"],
  doubled: ["bad", "Domain twice in the name"],
  failed: ["unknown", "Look-up failed"],
  unset: ["idle", "Value missing"],
};

/** What DNS shows of one record; a recommended one that is missing is nothing to wait for. */
export function FindingLook({ state, optional }: { state: FindingState | null; optional: boolean }) {
  if (state === null) return <State kind="unknown">Not looked up</State>;
  const [kind, word] = FINDING_LOOKS[state];
  return <State kind={optional && kind !== "good" ? "warning" : kind}>{word}</State>;
}

export const KIND_NAMES: Record<RecordKind, { name: string; why: string }> = {
  verification: { name: "Domain verification", why: "Shows SES that the domain is yours." },
  dkim: { name: "DKIM", why: "Lets SES sign mail in your name; receivers check it." },
  inbound: { name: "Inbound mail", why: "Brings mail to the domain to SES, and so to CXone." },
  mail_from_mx: { name: "MAIL FROM: bounces", why: "Brings bounces of your mail back to SES." },
  mail_from_spf: { name: "MAIL FROM: SPF", why: "Says that SES may send for the MAIL FROM domain." },
  spf: { name: "SPF", why: "Says who may send for the domain." },
  dmarc: { name: "DMARC", why: "Says what receivers do with mail that neither SPF nor DKIM vouches for." },
  other: { name: "Other record", why: "Shown by CXone beside the usual ones." },
};
