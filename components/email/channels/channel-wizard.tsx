"use client";

import { useRouter } from "next/navigation";
import { lazy, type ReactElement, Suspense, useRef } from "react";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { AttestedStep } from "#components/setup/attested-step.tsx";
import { StepFrame } from "#components/setup/step-frame.tsx";
import { type StepProps, useSetup } from "#components/setup/use-setup.ts";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ChannelChoices, EmailChannelView } from "#lib/email/channels/schema.ts";
import type { SetupView } from "#lib/setup/schema.ts";
import type { ChannelMail } from "./lazy-mail-panel.tsx";
import { CreateStep } from "./steps/create-step.tsx";
import { DomainStep } from "./steps/domain-step.tsx";
import { FromStep } from "./steps/from-step.tsx";
import { SendingStep } from "./steps/sending-step.tsx";
import { TenantStep } from "./steps/tenant-step.tsx";
import { TestStep } from "./steps/test-step.tsx";

export type ChannelStepProps = StepProps & {
  channel: EmailChannelView;
  choices: ChannelChoices;
  /** At the steps that send, where a mail server of one's own is chosen. */
  mail: ChannelMail | null;
  /** A domain or mail server that was made for this channel on a page of its own: the form begins with it. */
  made: string | null;
  /** Whether this person may add a mail server and authorise it. */
  mayGrant: boolean;
};

// Fetched when they are needed: previews and pickers weigh as much as all the rest.
const SettingsStep = lazy(() => import("./steps/settings-step.tsx"));
const RoutingStep = lazy(() => import("./steps/routing-step.tsx"));
const LooksStep = lazy(() => import("./steps/looks-step.tsx"));

const PermissionsStep = (props: ChannelStepProps) => (
  <AttestedStep {...props} system="CXone" press="Press Save in CXone.">
    <p className="text-sm">
      <Link href={`/email/permissions?connection=${props.channel.connection.id}`}>
        The matrix of roles and channels
      </Link>{" "}
      says which roles lack what.
    </p>
  </AttestedStep>
);

const SlaStep = (props: ChannelStepProps) => (
  <AttestedStep {...props} system="CXone" press="Press Save in CXone.">
    <p className="text-sm">
      <Link href={`/email/sla?connection=${props.channel.connection.id}`}>Service levels</Link> hold the times
      that are wanted, and show a worked example in business hours.
    </p>
  </AttestedStep>
);

const BODIES: Record<string, (props: ChannelStepProps) => ReactElement | null> = {
  connection: TenantStep,
  domain: DomainStep,
  from: FromStep,
  sending: SendingStep,
  channel: CreateStep,
  settings: (props) => <SettingsStep {...props} />,
  routing: (props) => <RoutingStep {...props} />,
  permissions: PermissionsStep,
  sla: SlaStep,
  looks: (props) => <LooksStep {...props} />,
  test: TestStep,
};

/** Who it usually is that a step waits for. */
const WAITS_FOR: Record<string, string> = {
  connection: "the account representative",
  domain: "DNS",
  from: "the CXone administrator",
  sending: "the account representative",
  channel: "the CXone administrator",
  settings: "the CXone administrator",
  routing: "the CXone administrator",
  permissions: "the CXone administrator",
  sla: "the CXone administrator",
};

type ChannelWizardProps = Pick<ChannelStepProps, "channel" | "choices" | "mail" | "made" | "mayGrant"> & {
  stepId: string;
  initial: SetupView;
  mayAct: boolean;
};

/** One page for every step of an email channel's set-up. */
export function ChannelWizard(props: ChannelWizardProps) {
  return (
    <QueryProvider>
      <Wizard {...props} />
    </QueryProvider>
  );
}

function Wizard({ stepId, initial, mayAct, ...rest }: ChannelWizardProps) {
  const { channel } = rest;
  const home = `/email/channels/${channel.id}`;
  const setup = useSetup({ base: `/api${home}`, pathOf: (id) => `${home}/setup/${id}` }, initial);
  const { steps } = setup.setup;
  const router = useRouter();
  const greeted = useRef(false);
  // What others do elsewhere shows here: a mail that arrived, a domain that was verified, a request that was done.
  useLiveTopics([`setup:${initial.subject}`, "mails", "smtp", "email-domains", "rep-requests"], (topic) => {
    void setup.reload();
    if (topic !== "smtp" || stepId !== "sending") return;
    // The mail servers to choose from came with the page, which has just been made when the topic is told first.
    if (greeted.current) router.refresh();
    greeted.current = true;
  });
  const step = steps.find(({ id }) => id === stepId) ?? steps[0];
  const Body = step && BODIES[step.id];
  if (!step || !Body) return null;
  return (
    <StepFrame
      step={step}
      setup={setup}
      system="CXone"
      home={home}
      badges={channel.connection.environment === "sandbox" && <SandboxBadge />}
      waitsFor={WAITS_FOR[step.id]}
      mayAct={mayAct}
    >
      <Suspense fallback={<Skeleton className="h-48" />}>
        <Body key={`${step.id} ${setup.formKey}`} step={step} setup={setup} {...rest} />
      </Suspense>
    </StepFrame>
  );
}
