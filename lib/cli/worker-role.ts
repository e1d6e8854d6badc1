import { startSealer } from "#lib/audit/start-sealer.ts";
import { verifyAuditJob } from "#lib/audit/verify-audit.job.ts";
import { connectionJobs } from "#lib/connections/connection-check.job.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { voiceFor } from "#lib/connections/voice-for.ts";
import { pool } from "#lib/db/client.ts";
import { emailChannelSetups } from "#lib/email/channels/channel-setups.ts";
import { domainJobs } from "#lib/email/domains/domains.job.ts";
import { mailJobs } from "#lib/email/mails/await-arrival.job.ts";
import { repRequestReminders } from "#lib/email/requests/remind-requests.job.ts";
import { keepGrantsJob } from "#lib/email/smtp/keep-grants.job.ts";
import { trafficJobs } from "#lib/email/traffic/traffic.job.ts";
import { expiryReminders } from "#lib/expiries/remind-expiries.job.ts";
import { retireByocSecretsJob } from "#lib/handover/byoc-secret/retire-byoc-secret.ts";
import { handoverSetups } from "#lib/handover/handover-setups.ts";
import { contactCentreFor } from "#lib/handover/relay/contact-centre-for.ts";
import { expireHandovers } from "#lib/handover/relay/expire-handovers.ts";
import { reconcileOpenHandovers } from "#lib/handover/relay/reconcile-open-handovers.ts";
import { startRelay } from "#lib/handover/relay/start-relay.ts";
import { housekeeping } from "#lib/jobs/housekeeping.job.ts";
import { startWorker } from "#lib/jobs/worker.ts";
import type { Listener } from "#lib/live/listen.ts";
import { startDialer } from "#lib/outbound/run/start-dialer.ts";
import { readinessCheck } from "#lib/readiness/readiness.job.ts";
import { retentionJob } from "#lib/retention/retention.job.ts";
import { resumeRuns } from "#lib/setup/resume-runs.ts";
import { findSetup } from "#lib/setup/setup-kind.ts";
import { setupResumeJob, setupRunJob } from "#lib/setup/setup-run.job.ts";
import { watchJob } from "#lib/setup/watch-setups.ts";
import { startTransferRunner } from "#lib/transfers/run/start-runner.ts";
import { setupKinds } from "./setup-kinds.ts";

/** The worker of this process: the relay of conversations, the transfers of calls, and the odd jobs. Returns how to stop it. */
export async function startWorkerProcess(listener: Listener): Promise<() => Promise<void>> {
  const relay = startRelay({ pool: pool(), contactCentreFor, listener });
  const dialer = startDialer({ pool: pool(), listener, outboundFor });
  const transfers = startTransferRunner({ pool: pool(), voiceFor, listener });
  const sealer = startSealer();
  const worker = startWorker(process.env.DATABASE_URL ?? "", [
    setupRunJob(findSetup(setupKinds)),
    setupResumeJob,
    ...connectionJobs,
    watchJob("handover.watch", handoverSetups),
    watchJob("email-channel.watch", emailChannelSetups),
    expiryReminders,
    retireByocSecretsJob,
    housekeeping,
    verifyAuditJob,
    retentionJob,
    readinessCheck,
    ...domainJobs,
    repRequestReminders,
    ...mailJobs,
    ...trafficJobs,
    keepGrantsJob,
    {
      name: "handover.reconcile",
      cron: "* * * * *",
      run: async () => {
        await reconcileOpenHandovers(pool(), contactCentreFor);
      },
    },
    {
      name: "handover.expire",
      cron: "* * * * *",
      run: async () => {
        await expireHandovers(pool(), new Date());
      },
    },
  ]);
  await resumeRuns();
  return async () => {
    await worker.stop();
    await relay.stop();
    await dialer.stop();
    await transfers.stop();
    await sealer.stop();
  };
}
