import "server-only";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Guide, Step } from "#lib/setup/step.ts";
import { type DomainInput, domainInput } from "../schema.ts";
import { writeChannel } from "../write-channel.ts";
import { type ChannelContext, consoleLink, EMAIL_PATH, HELP, SYSTEM } from "./context.ts";

/** M-10: the domain is created and verified in AWS SES before anything else; that takes DNS, and days. */
export const domainStep: Step<ChannelContext> = {
  id: "domain",
  title: "Domain",
  why: "All inbound mail goes through AWS SES, which takes mail only for a domain that its DNS has confirmed. The other steps can be prepared while DNS is waited for.",
  who: "Whoever may change the DNS of the domain",
  minutes: 5,
  docs: {
    path: [...EMAIL_PATH, "Create Domain"],
    link: HELP,
    doesNotProve: "That SES has seen the same as our look-ups: resolvers of others may lag by hours.",
  },
  needs: [],
  mode: () => "guided",
  input: domainInput,
  value: ({ domain }): DomainInput => ({ domainId: domain?.id ?? "" }),
  verify: async (_ctx, { connection }, input) => {
    const { domainId } = input as DomainInput;
    const row = await db().emailDomain.findUnique({
      where: { id: domainId },
      select: { connectionId: true },
    });
    if (row?.connectionId === connection.id) return;
    throw new AppError("bad_input", { fields: { domainId: "Choose a domain of this tenant." } });
  },
  save: async (tx, ctx, { channel }, input) => {
    await writeChannel(tx, ctx, channel.id, { domainId: (input as DomainInput).domainId });
    return null;
  },
  todo: ({ domain }) => {
    if (!domain) return "Choose the domain that mail comes from, or add it.";
    if (domain.state === "verified") return null;
    if (domain.state === "failed")
      return `SES gave ${domain.name} up after 72 hours: begin its verification again.`;
    return `Publish the DNS records of ${domain.name}; it is done once they are verified.`;
  },
  waitsFor: ({ domain }) =>
    domain?.state === "pending"
      ? {
          for: "DNS",
          since: domain.startedAt ?? domain.since,
          note: `The records of ${domain.name} are looked up by and by.`,
        }
      : null,
  guide: (context): Guide => {
    const { domain } = context;
    return {
      system: SYSTEM,
      path: [...EMAIL_PATH, domain ? "Email domains" : "Create Domain"],
      link: consoleLink(context),
      values: domain ? [{ label: "Domain", value: domain.name, secret: false, copy: true }] : [],
    };
  },
  byHand: (context) => {
    const { domain, told } = context;
    if (!domain || domain.state === "draft" || !told.alone.domain) return [];
    return [
      {
        id: "domain",
        text: `Delete the domain ${domain.name}, which no other channel here uses, and its records in the DNS: until its MX leads elsewhere, mail to it goes to CXone`,
        path: [...EMAIL_PATH, "Email domains"],
        link: consoleLink(context),
        values: [{ label: "Domain", value: domain.name }],
      },
    ];
  },
  checks: [
    {
      id: "domain.verified",
      title: "The domain is verified",
      doesNotProve: "That SES still sees the records at this moment.",
      run: async ({ domain }) => {
        if (!domain) return { state: "not_applicable", message: "No domain is chosen yet." };
        const evidence = { domain: domain.name, state: domain.state };
        if (domain.state === "verified")
          return { state: "passed", message: `${domain.name} is verified.`, evidence };
        if (domain.state === "failed") {
          const fix = {
            sentence: "Begin the verification again on the page of the domain.",
            link: `/email/domains/${domain.id}`,
          };
          return {
            state: "failed",
            message: `${domain.name} was not verified within 72 hours.`,
            evidence,
            fix,
          };
        }
        return { state: "not_applicable", message: `${domain.name} waits for DNS.`, evidence };
      },
    },
  ],
};
