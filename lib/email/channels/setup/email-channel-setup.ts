import "server-only";
import { explainCxoneError } from "#lib/cxone/explain-cxone-error.ts";
import { AppError } from "#lib/errors.ts";
import type { SetupDefinition } from "#lib/setup/definition.ts";
import { channelIdOf, PREFIX } from "../subject.ts";
import { channelStep } from "./channel-step.ts";
import { connectionStep } from "./connection-step.ts";
import type { ChannelContext } from "./context.ts";
import { domainStep } from "./domain-step.ts";
import { fromStep } from "./from-step.ts";
import { loadChannel } from "./load-channel.ts";
import { looksStep } from "./looks-step.ts";
import { permissionsStep } from "./permissions-step.ts";
import { routingStep } from "./routing-step.ts";
import { sendingStep } from "./sending-step.ts";
import { settingsStep } from "./settings-step.ts";
import { slaStep } from "./sla-step.ts";
import { testStep } from "./test-step.ts";

/**
 * The way to an email channel. CXone lets no API set any of it (facts/cxone.md §6): people do, and Patchbay checks what
 * the channel object and a real mail show. Steps name what they need, so that days of waiting hold nothing else up.
 */
export const emailChannelSetup: SetupDefinition<ChannelContext> = {
  prefix: PREFIX,
  steps: [
    connectionStep,
    domainStep,
    fromStep,
    sendingStep,
    channelStep,
    settingsStep,
    routingStep,
    permissionsStep,
    slaStep,
    looksStep,
    testStep,
  ],
  load: async (_ctx, base) => loadChannel(base),
  title: ({ channel }) => channel.name,
  state: ({ channel }) => channel.state,
  page: (subject) => `/email/channels/${channelIdOf(subject)}`,
  explain: (error) => {
    const said = explainCxoneError(error);
    if (!said) return null;
    const code = said.code === "timeout" ? "upstream_timeout" : "upstream_failed";
    return new AppError(code, { title: said.title, detail: said.detail, fix: said.fix, cause: error });
  },
};
