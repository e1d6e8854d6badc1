import type { ChannelContext } from "../setup/context.ts";
import type { Dependant } from "./schema.ts";

/** What a removal has to know beside the set-up. */
export type RemovalFacts = Pick<ChannelContext, "channel" | "told"> & {
  connectionId: string;
  /** People with a signature, when no other email channel of the tenant would carry it; else 0. */
  signed: number;
  /** Requests to the account representative that nobody has answered. */
  openRequests: number;
  /** Until when the mail of a round trip is awaited; null while none is. */
  awaitedUntil: Date | null;
};

const plural = (count: number, one: string, many: string) =>
  count === 1 ? `One ${one}` : `${count} ${many}`;

/** Everything that loses a channel when it goes: whoever removes it has to have seen each. */
export function dependantsOf(facts: RemovalFacts): Dependant[] {
  const { channel, told, connectionId, signed, openRequests, awaitedUntil } = facts;
  const at = (page: string) => `${page}?connection=${connectionId}`;
  const one = (id: string, text: string, link: string | null): Dependant => ({ id, text, link });
  return [
    ...(channel.state === "live"
      ? [one("live", "It is live: contacts write to it, and agents answer them.", null)]
      : []),
    ...(awaitedUntil
      ? [one("mail", "A round trip is under way: its mail would never be seen to arrive.", null)]
      : []),
    ...(openRequests > 0
      ? [
          one(
            "request",
            `${plural(openRequests, "request is", "requests are")} open with the account representative: tell them that it is over.`,
            at("/email/requests"),
          ),
        ]
      : []),
    ...told.queues.map(({ name, hasOthers }) =>
      one(
        `queue:${name}`,
        hasOthers
          ? `The routing queue ${name} includes it, beside others.`
          : `The routing queue ${name} includes it alone: nothing would reach it by that rule.`,
        at("/email/queues"),
      ),
    ),
    ...told.roles.map(({ name, permissions }) =>
      one(`role:${name}`, `The role ${name} has ${permissions.join(", ")} on it.`, at("/email/permissions")),
    ),
    ...(told.hasOwnSla ? [one("sla", "It has a service level of its own.", at("/email/sla"))] : []),
    ...(told.template && told.alone.template
      ? [
          one(
            "template",
            `No other channel uses the template ${told.template.name}.`,
            `/email/templates/${told.template.id}`,
          ),
        ]
      : []),
    ...(signed > 0
      ? [
          one(
            "signature",
            `${plural(signed, "person has a signature", "people have a signature")}, and this is the last email channel of the tenant.`,
            at("/email/signatures"),
          ),
        ]
      : []),
  ];
}
