"use client";

import { MailPreview } from "#components/email/html/mail-preview.tsx";
import { ReportView } from "#components/email/html/report-view.tsx";
import { SizeMeter } from "#components/email/html/size-meter.tsx";
import { useReport } from "#components/email/html/use-report.ts";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { SkeletonLines } from "#components/ui/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Values } from "#lib/email/html/mapping.ts";
import type { ChannelChoice } from "#lib/email/templates/schema.ts";
import { limitOf } from "#lib/email/templates/state.ts";

type TemplateSideProps = {
  html: string;
  sample: Values;
  channels: readonly ChannelChoice[];
  mayCall: boolean;
};

/** The mail as it will be: its preview, its plain text, what is to be said of it, its size. */
export function TemplateSide({ html, sample, channels, mayCall }: TemplateSideProps) {
  const { report, problem } = useReport(html, sample);
  const waiting = <SkeletonLines lines={6} />;
  return (
    <div className="min-w-0">
      {problem && (
        <Callout kind="bad" role="status" className="mb-3">
          {problem}
        </Callout>
      )}
      <Tabs
        label="The mail"
        tabs={[
          {
            value: "preview",
            label: "Preview",
            content: <MailPreview html={html} sample={sample} dark={report?.dark ?? false} />,
          },
          {
            value: "plain",
            label: "Plain text",
            content: report ? <CodeBlock label="For programs without HTML" value={report.plain} /> : waiting,
          },
          {
            value: "checks",
            label: "Checks",
            content: report ? (
              <ReportView html={html} sample={sample} report={report} mayCall={mayCall} />
            ) : (
              waiting
            ),
          },
          {
            value: "size",
            label: "Size",
            content: report ? (
              <SizeMeter
                htmlBytes={report.htmlBytes}
                textBytes={report.textBytes}
                limit={limitOf(channels)}
              />
            ) : (
              waiting
            ),
          },
        ]}
      />
    </div>
  );
}
