import "server-only";
import type pg from "pg";
import { answerVisitor } from "./answer-visitor.ts";
import { tellBot } from "./ask-bot.ts";
import type { Meaning } from "./consumer.ts";
import type { ContactCentreFor } from "./contact-centre.ts";
import { endHandover } from "./end-handover.ts";
import type { EventKind } from "./events.ts";
import { cancelHandover, endConversation, leaveAgent, timeOutHandover } from "./leave-handover.ts";
import { nameAgent, namesAgent } from "./name-agent.ts";
import { noteQueue } from "./note-queue.ts";
import { parkConversation } from "./park-conversation.ts";
import { recordConversation } from "./record-transcript.ts";
import { removeMessage } from "./remove-message.ts";
import { type Outcome, PermanentFailure } from "./row.ts";
import { readScene, type Stage } from "./scene.ts";
import { showAgentMessages } from "./show-agent-messages.ts";
import { startHandover } from "./start-handover.ts";

const EFFECTS: Record<Exclude<EventKind, "agent.message">, (stage: Stage) => Promise<Outcome>> = {
  "visitor.message": answerVisitor,
  "handover.start": startHandover,
  "message.remove": removeMessage,
  "queue.update": noteQueue,
  "case.released": endHandover,
  "visitor.cancel": (stage) => cancelHandover(stage),
  "visitor.leave": leaveAgent,
  "visitor.end": endConversation,
  "handover.timeout": timeOutHandover,
  "bot.event": tellBot,
  "transcript.record": recordConversation,
};

/** What each kind of event does to its conversation. */
export function createMeaning(pool: pg.Pool, contactCentreFor: ContactCentreFor): Meaning {
  return {
    // Without a name in the delivery it may have to be asked for.
    batchable: (row) => row.kind === "agent.message" && namesAgent(row),
    deliverMany: (rows, leases) => showAgentMessages(pool, rows, leases),
    async deliver(row, lease) {
      const scene = await readScene(pool, row);
      if (scene.parked) return "parked";
      if (row.kind === "agent.message") {
        const named = await nameAgent({ pool, row, lease, scene, contactCentreFor });
        await showAgentMessages(pool, [named], [lease]);
        return "settled";
      }
      const effect = EFFECTS[row.kind as keyof typeof EFFECTS];
      if (!effect) throw new PermanentFailure(`Events of the kind ${row.kind} are not known to this version`);
      return effect({ pool, row, lease, scene, contactCentreFor });
    },
    park: (row, lease, error) => parkConversation(pool, row, lease, error),
  };
}
