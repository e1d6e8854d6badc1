// Owner of the data: this Server Component; it renders anew when a tick is kept.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { RemoveChannel } from "#components/email/channels/remove-channel.tsx";
import { Leftovers } from "#components/setup/leftovers.tsx";
import { LiveRefresh } from "#components/setup/live-refresh.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getRemoval } from "#lib/email/channels/removal/reads.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";

export const metadata: Metadata = { title: "Remove email channel" };

export default async function RemoveChannelPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const removal = await getRemoval(ctx, id);
    const { name, connection, removed, dependants, items } = removal;
    const mayAct = "role" in ctx.actor && (ctx.actor.role === "admin" || ctx.actor.role === "operator");
    return (
      <>
        <LiveRefresh topics={[`setup:${subjectOf(id)}`, "email-channels"]} />
        <PageHeader
          title={removed ? `${name} is removed here` : `Remove ${name}`}
          breadcrumb={[
            { label: "Email", href: "/email" },
            ...(removed ? [] : [{ label: name, href: `/email/channels/${id}` }]),
          ]}
          state={connection.environment === "sandbox" && <SandboxBadge />}
          note="Patchbay can forget an email channel. No API takes it out of CXone: that is done by hand, before or after."
          actions={mayAct && !removed && <RemoveChannel removal={removal} />}
        />
        <div className="grid max-w-3xl gap-6">
          {removed && (
            <Callout title="Removed here">
              By {removed.by}, <Time at={removed.at} />. Its set-up and checks are gone; the audit log keeps
              what was done.
            </Callout>
          )}
          {dependants.length > 0 && (
            <Section title="What loses it" note="See to these first, or remove the channel knowing them.">
              <ul className="divide-y text-sm">
                {dependants.map(({ id: key, text, link }) => (
                  <li key={key} className="flex flex-wrap items-baseline gap-x-4 px-3 py-2">
                    <span className="min-w-0 flex-1">{text}</span>
                    {link && <Link href={link}>Open</Link>}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section
            title="What stays in CXone"
            note="By what was set up here. Tick each once it is gone there."
          >
            {items.length > 0 ? (
              <Leftovers base={`/api/email/channels/${id}/removal`} items={items} mayTick={mayAct} />
            ) : (
              <p className="p-3 text-muted text-sm">
                Nothing, as far as is known here: the channel was never seen in CXone.
              </p>
            )}
          </Section>
        </div>
      </>
    );
  });
}
