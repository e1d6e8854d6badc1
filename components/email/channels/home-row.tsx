import type { ReactNode } from "react";
import { ListRow } from "#components/console/list-row.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { EmailHomeRow, LastMail } from "#lib/email/channels/schema.ts";
import { ChannelState } from "./channel-state.tsx";
import { WaitingList } from "./waiting-list.tsx";

type HomeRowProps = {
  row: EmailHomeRow;
  /** A supervisor sees how channels stand, not how they are configured. */
  mayOpen: boolean;
};

/** One channel on the home of email: how it stands, its last mail, and what waits. */
export function HomeRow({ row, mayOpen }: HomeRowProps) {
  const { id, name, state, connection, fromAddress, smtp, lastOut, lastIn, nextExpiry, waiting, drifted } =
    row;
  return (
    <ListRow
      href={mayOpen ? `/email/channels/${id}` : null}
      name={name}
      signs={
        <>
          <ChannelState state={state} waits={waiting.length > 0} pill />
          {connection.environment === "sandbox" && <SandboxBadge />}
          {drifted > 0 && <State kind="warning">{drifted === 1 ? "Drifted" : `${drifted} drifted`}</State>}
        </>
      }
      note={
        <>
          {[
            fromAddress ?? "No from address yet",
            // What nobody has chosen yet is not SES.
            smtp ? `sends over ${smtp.name}` : fromAddress && "sends over SES",
            connection.name,
          ]
            .filter(Boolean)
            .join(" · ")}
          {waiting.length > 0 && <WaitingList waiting={waiting} mayOpen={mayOpen} />}
        </>
      }
      className="md:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] md:items-start"
    >
      <div className="grid gap-1">
        <dl className="grid grid-cols-2 gap-x-4 gap-y-1 text-sm sm:grid-cols-4 md:grid-cols-2">
          <Fact term="Last mail out">
            <LastMailSeen mail={lastOut} />
          </Fact>
          <Fact term="Last mail in">
            <LastMailSeen mail={lastIn} />
          </Fact>
          <Fact term="Bounced addresses">
            <BouncedCount
              count={row.bounced.own}
              channel={id}
              connectionId={connection.id}
              mayOpen={mayOpen}
            />
          </Fact>
          <Fact term="Next expiry">
            {nextExpiry ? (
              <>
                {nextExpiry.what}, <Time at={nextExpiry.at} as="day" />
              </>
            ) : (
              "None"
            )}
          </Fact>
        </dl>
        {row.channelId && (
          <p className="text-faint text-xs">
            <LookAge traffic={row.traffic} />
          </p>
        )}
      </div>
    </ListRow>
  );
}

function LastMailSeen({ mail }: { mail: LastMail | null }) {
  if (!mail) return <>None seen</>;
  return (
    <>
      <Time at={mail.at} />
      <span className="block text-faint text-xs">
        {mail.seen === "patchbay" ? "by Patchbay" : `contact ${mail.contactNumber}`}
      </span>
    </>
  );
}

type BouncedCountProps = { count: number; channel: string; connectionId: string; mayOpen: boolean };

/** How many addresses bounced at a channel, with the way to them. */
export function BouncedCount({ count, channel, connectionId, mayOpen }: BouncedCountProps) {
  if (!mayOpen || count === 0) return <>{count}</>;
  const query = new URLSearchParams({ channel, connection: connectionId });
  // Above the link that covers the row.
  return (
    <Link href={`/email/bounced?${query}`} className="relative z-10">
      {count}
    </Link>
  );
}

/** When CXone was looked at for the last mails, and how far. */
function LookAge({ traffic }: Pick<EmailHomeRow, "traffic">) {
  if (!traffic) return <>Its messages in CXone were not read yet.</>;
  const { asOf, isLate, read, contacts } = traffic;
  const far =
    contacts === 0 ? "no contact yet" : `${read} of ${contacts} ${contacts === 1 ? "contact" : "contacts"}`;
  return isLate ? (
    <State kind="warning">
      CXone was not read since <Time at={asOf} />
    </State>
  ) : (
    <>
      Read in CXone <Time at={asOf} />: {far}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-faint text-xs">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
