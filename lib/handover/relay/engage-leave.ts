import "server-only";
import type { EngageClient } from "#lib/engage/client.ts";
import { endIntervention, listInterventions } from "#lib/engage/interventions.ts";
import { completeTask, listTasks } from "#lib/engage/tasks.ts";
import { attemptAtEngage } from "./engage-attempt.ts";

/**
 * Ends what agents have of a thread, in the one way each thing allows (facts/engage.md §1.6): a case with replies is
 * closed, one without is cancelled, a task that nobody has taken is completed. Returns what was refused.
 */
export async function endCases(
  client: EngageClient,
  threadId: string,
  waiting: boolean,
): Promise<string | null> {
  const refused: (string | null)[] = [];
  for (const open of (await listInterventions(client, { threadId })).filter((one) => !one.closed)) {
    refused.push(
      await attemptAtEngage("Ending the case", async () => {
        await endIntervention(client, open.id);
      }),
    );
  }
  if (waiting) {
    refused.push(
      await attemptAtEngage("Taking the task out of the queue", async () => {
        const tasks = await listTasks(client);
        for (const task of tasks.filter((one) => one.threadId === threadId))
          await completeTask(client, task.id);
      }),
    );
  }
  return refused.filter(Boolean).join(" ") || null;
}
