import type { ReactNode } from "react";
import { Badge, SandboxBadge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import type { TemplateView } from "#lib/email/templates/schema.ts";

type TemplateFrameProps = { template: TemplateView; actions?: ReactNode; children: ReactNode };

/** Heads the pages of one template. */
export function TemplateFrame({ template, actions, children }: TemplateFrameProps) {
  const base = `/email/templates/${template.id}`;
  return (
    <>
      <PageHeader
        title={template.name}
        state={
          <>
            <Badge>Version {template.version}</Badge>
            {template.deletedAt && <Badge tone="warning">Deleted</Badge>}
            {template.connection.environment === "sandbox" && <SandboxBadge />}
          </>
        }
        note={`Template of ${template.connection.name}`}
        breadcrumb={[{ label: "Templates", href: `/email/templates?connection=${template.connection.id}` }]}
        actions={actions}
        className="mb-4"
      />
      <TabLinks
        label="Template"
        tabs={[
          { href: base, label: "Template" },
          { href: `${base}/versions`, label: "Versions" },
        ]}
        className="mb-6"
      />
      {children}
    </>
  );
}
