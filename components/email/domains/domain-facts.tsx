import { Facts } from "#components/console/facts.tsx";
import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DomainDetail } from "#lib/email/domains/schema.ts";
import type { NameServersView } from "#lib/name-servers/schema.ts";

type DomainFactsProps = { domain: DomainDetail; asked: NameServersView };

/** Where the records are entered, whom we ask, and when. */
export function DomainFacts({ domain, asked }: DomainFactsProps) {
  const { zone, lookedAt, nextLookAt, state, channels, connection } = domain;
  return (
    <Section title="About">
      <Facts
        className="p-3 sm:grid-cols-1"
        facts={[
          [
            "Connection",
            <Link key="connection" href={`/connections/${connection.id}`}>
              {connection.name}
            </Link>,
          ],
          [
            "DNS provider",
            zone
              ? (zone.provider ?? "Not one we know by its name servers")
              : lookedAt
                ? "No name servers found"
                : "Not looked up yet",
          ],
          ...(zone ? [["Zone", <code key="zone">{zone.name}</code>] as const] : []),
          ...(zone ? [["Name servers", zone.nameServers.join(", ")] as const] : []),
          ["Host to enter", zone ? HOSTS[zone.hosts] : "The short one, on most pages"],
          [
            "Look-ups ask",
            <Link key="asked" href="/email/domains#name-servers">
              {asked.servers.join(", ") || "the system's resolver"}
            </Link>,
          ],
          ["Last look", lookedAt ? <Time key="last" at={lookedAt} /> : "None yet"],
          [
            "Next look",
            nextLookAt ? (
              <span key="next">
                <Time at={nextLookAt} />
                {state === "pending" && "; every 20 s while this page is open"}
              </span>
            ) : (
              "Only when you ask for one"
            ),
          ],
          [
            "Channels",
            channels.length === 0
              ? "None sends from it yet"
              : channels.map(({ id, name }) => (
                  <Link key={id} href={`/email/channels/${id}`} className="mr-2">
                    {name}
                  </Link>
                )),
          ],
        ]}
      />
    </Section>
  );
}

const HOSTS = {
  short: "The short one: the page adds the domain itself",
  whole: "The whole name",
};
