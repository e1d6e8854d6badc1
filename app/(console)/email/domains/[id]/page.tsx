// Owner of the data: this Server Component; it renders anew when a look-up or another person changed something.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { stepLeft } from "#components/email/channels/way-back.ts";
import { DomainActions } from "#components/email/domains/domain-actions.tsx";
import { DomainClock } from "#components/email/domains/domain-clock.tsx";
import { DomainFacts } from "#components/email/domains/domain-facts.tsx";
import { DomainLook } from "#components/email/domains/domain-looks.tsx";
import { RecordList } from "#components/email/domains/record-list.tsx";
import { SesSeen } from "#components/email/domains/ses-seen.tsx";
import { WatchDomain } from "#components/email/domains/watch-domain.tsx";
import { LiveRefresh } from "#components/setup/live-refresh.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getDomain } from "#lib/email/domains/reads.ts";
import { getNameServers } from "#lib/name-servers/reads.ts";

export const metadata: Metadata = { title: "Email domain" };

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ channel?: string | string[] }>;
};

export default async function EmailDomainPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const [{ id }, { channel }] = await Promise.all([params, searchParams]);
  const back = stepLeft(channel, "domain", id);
  return permitted(async () => {
    const [domain, asked] = await Promise.all([getDomain(ctx, id), getNameServers(ctx)]);
    const mayChange = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <>
        <PageHeader
          title={domain.name}
          state={<DomainLook domain={domain} pill />}
          breadcrumb={[
            back
              ? { label: "Set-up of the channel", href: back }
              : { label: "Email domains", href: "/email/domains" },
          ]}
          note={`${domain.counts.verified} of ${domain.counts.required} required records are in DNS.`}
          actions={
            mayChange && (
              <DomainActions domain={domain} back={stepLeft(channel, "domain") ?? "/email/domains"} />
            )
          }
        />
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="grid min-w-0 gap-6">
            {back && (
              <Callout actions={<Link href={back}>Back to the set-up of the channel</Link>}>
                While SES looks, the set-up goes on: only creating the channel needs the domain verified.
              </Callout>
            )}
            <DomainClock domain={domain} mayChange={mayChange} />
            <RecordList domain={domain} mayChange={mayChange} />
            <Disclosure summary="What a look-up does not prove">
              <ul className="list-disc space-y-1 pl-5 text-sm">
                <li>
                  That SES has seen the records: it looks by itself, and only CXone shows what it found.
                </li>
                <li>
                  That every DNS server shows them yet: one that still has an old answer may keep it for
                  hours.
                </li>
                <li>That mail arrives: a test mail to the channel shows that.</li>
              </ul>
            </Disclosure>
          </div>
          <div className="grid gap-6">
            <SesSeen domain={domain} mayChange={mayChange} />
            <DomainFacts domain={domain} asked={asked} />
          </div>
        </div>
        <LiveRefresh topics={["email-domains"]} />
        {domain.state === "pending" && <WatchDomain id={domain.id} />}
      </>
    );
  });
}
