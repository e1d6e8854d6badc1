import { emailChannelSetups } from "#lib/email/channels/channel-setups.ts";
import { handoverSetups } from "#lib/handover/handover-setups.ts";
import type { SetupKind } from "#lib/setup/setup-kind.ts";

/** Everything that is set up step by step, for the jobs that carry out runs and look after what is live. */
export const setupKinds: readonly SetupKind[] = [handoverSetups, emailChannelSetups];
