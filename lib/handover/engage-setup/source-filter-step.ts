import "server-only";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type { CheckOutcome, Guide, Step } from "#lib/setup/step.ts";
import { adminPage, type EngageContext, SYSTEM } from "./context.ts";
import { countEvents } from "./what-arrived.ts";
import { WEBHOOK_LINE } from "./write-target.ts";

const PATH = ["Engage", "Admin", "Webhooks", "the webhook", "Filters"];

/** E-51 shows only by what arrives: an event of another source means the wrong strategy. */
async function onlyOurs(context: EngageContext): Promise<CheckOutcome> {
  const { source, records } = context;
  if (!source || !remoteIdOf(context, WEBHOOK_LINE)) {
    return { state: "not_applicable", message: "The webhook is made when you apply the plan." };
  }
  const since = records["source-filter"]?.attestedAt ?? null;
  const { own, ofOthers, lastOfOthers } = await countEvents(context.provider.id, since);
  const evidence = { ofThisSource: own, ofOthers, lastOfOthers: lastOfOthers?.toISOString() ?? null };
  if (ofOthers > 0) {
    return {
      state: "failed",
      message: `Events of other sources arrive (${ofOthers} so far): every source tells Patchbay what happens in it.`,
      evidence,
      fix: {
        sentence: `Set Sources filtering strategy to “No sources except”, select ${source.sourceName} and save. Then take the tick of this step back and set it again: it counts from then on.`,
        path: PATH,
      },
    };
  }
  return own > 0
    ? { state: "passed", message: `${own} events have arrived, all of ${source.sourceName}.`, evidence }
    : {
        state: "not_applicable",
        message: "No event has arrived yet: the test at the end makes the first one.",
      };
}

export const sourceFilterStep: Step<EngageContext> = {
  id: "source-filter",
  title: "Source filter",
  why: "A new webhook tells what happens in every source. Only a person can limit it to yours; Patchbay sees by what arrives whether it is.",
  who: "An administrator of Engage",
  minutes: 1,
  docs: {
    path: PATH,
    link: "https://developers.ringcentral.com/engage/digital/guide/webhooks/create",
    doesNotProve: "Anything until events arrive: no API shows the filter.",
  },
  notes: [
    {
      tone: "warning",
      text: "“All the sources except” is the default, and the wrong one: conversations of other sources would be told to Patchbay.",
      source: "E-51",
    },
  ],
  mode: () => "attested",
  input: null,
  todo: ({ records }) =>
    records["source-filter"]?.attestedAt
      ? null
      : "Limit the webhook to your source in Engage, then tick this step.",
  checks: [
    {
      id: "source-filter.only-ours",
      title: "Only events of this source arrive",
      doesNotProve: "That none of another source will: only what has arrived is known.",
      run: onlyOurs,
    },
  ],
  guide: (context): Guide => {
    const webhookId = remoteIdOf(context, WEBHOOK_LINE);
    return {
      system: SYSTEM,
      path: PATH,
      link: adminPage(context, webhookId ? `webhooks/${webhookId}/edit` : "webhooks"),
      values: [
        { label: "Webhook", value: `Patchbay ${context.provider.name}`, secret: false, copy: false },
        { label: "Sources filtering strategy", value: "No sources except", secret: false, copy: false },
        { label: "Sources", value: context.source?.sourceName ?? "", secret: false, copy: true },
      ],
    };
  },
};
