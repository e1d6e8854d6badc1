// Owner of the data: this Server Component, read once when the editor is opened; TemplateEditor sends what is typed.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { ConnectChannels } from "#components/email/templates/connect-channels.tsx";
import { OrphanNote } from "#components/email/templates/orphan-note.tsx";
import { SendTemplate } from "#components/email/templates/send-template.tsx";
import { TemplateEditor } from "#components/email/templates/template-editor.tsx";
import { TemplateFrame } from "#components/email/templates/template-frame.tsx";
import { TemplateInCxone } from "#components/email/templates/template-in-cxone.tsx";
import { TakeBack, TemplateMenu } from "#components/email/templates/template-menu.tsx";
import { TemplateSide } from "#components/email/templates/template-side.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTemplate, listChannelChoices, listMailServers } from "#lib/email/templates/reads.ts";
import { mayWrite } from "#lib/email/templates/state.ts";

export const metadata: Metadata = { title: "Template" };

export default async function TemplatePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const template = await getTemplate(ctx, id);
    const [channels, servers] = await Promise.all([
      listChannelChoices(ctx, template.connection.id),
      listMailServers(ctx, template.connection.id),
    ]);
    const writes = mayWrite(ctx.actor);
    const deleted = template.deletedAt !== null;
    const orphans = deleted
      ? template.channels.map(({ id: channelId, name: channelName }) => ({
          channelId,
          channelName,
          templateId: template.id,
          templateName: template.name,
        }))
      : [];
    const actions = deleted ? (
      <TakeBack template={template} />
    ) : (
      <>
        <SendTemplate template={template} servers={servers} />
        <TemplateMenu template={template} />
      </>
    );
    return (
      <TemplateFrame template={template} actions={writes && actions}>
        <OrphanNote orphans={orphans} />
        {writes && !deleted ? (
          <TemplateEditor connectionId={template.connection.id} kept={template} />
        ) : (
          <TemplateSide
            html={template.html}
            sample={template.sample}
            channels={template.channels}
            mayCall={writes}
          />
        )}
        <div className="mt-8 grid items-start gap-8 lg:grid-cols-2">
          {!deleted && (
            <ConnectChannels
              // What somebody else chose meanwhile is a new beginning.
              key={template.channels.map((channel) => channel.id).join()}
              template={template}
              channels={channels}
              mayWrite={writes}
            />
          )}
          <TemplateInCxone template={template} mayWrite={writes} />
        </div>
      </TemplateFrame>
    );
  });
}
