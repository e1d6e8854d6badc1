import "server-only";
import type { IncomingMessage } from "node:http";
import type pg from "pg";
import type { ContactCentreFor } from "#lib/handover/relay/contact-centre.ts";
import type { NewRelayEvent } from "#lib/handover/relay/events.ts";
import type { Listener } from "#lib/live/listen.ts";
import type { BearerCheck } from "./bearer.ts";
import type { Conversations } from "./conversations.ts";
import type { EngageHandovers } from "./engage/engage-handovers.ts";
import type { Guesses } from "./engage/guesses.ts";
import type { LargeBodies } from "./engage/read-large-body.ts";
import type { EventStreams } from "./event-streams.ts";
import type { Stored } from "./group-commit.ts";
import type { Providers } from "./providers.ts";

/** What the address for Engage keeps between calls. */
export type EngageDoor = { handovers: EngageHandovers; guesses: Guesses; bodies: LargeBodies };

/** What every endpoint of the bridge is handed. */
export type Bridge = {
  pool: pg.Pool;
  listener: Listener;
  providers: Providers;
  conversations: Conversations;
  bearer: BearerCheck;
  streams: EventStreams;
  engage: EngageDoor;
  contactCentreFor: ContactCentreFor;
  /** Stores an event durably, once; see GroupCommit. */
  append(event: NewRelayEvent): Promise<Stored>;
  /** Whether the request comes from somebody who may see the console. */
  authorize(req: IncomingMessage): Promise<boolean>;
};
