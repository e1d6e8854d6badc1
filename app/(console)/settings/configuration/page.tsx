// Owner of the data: this Server Component for the export; ImportConfiguration asks its own routes.
import type { Metadata } from "next";
import { ImportConfiguration } from "#components/configuration/import-configuration.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { formatConfiguration } from "#lib/configuration/mapping.ts";
import { readConfiguration } from "#lib/configuration/reads.ts";

export const metadata: Metadata = { title: "Configuration" };

/** Templates may hold images; a page of megabytes helps nobody. */
const MOST_SHOWN = 200_000;

export default async function ConfigurationPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const file = formatConfiguration(await readConfiguration(ctx));
    const mayImport = ctx.actor.kind === "user" && ctx.actor.role === "admin";
    return (
      <>
        <PageHeader
          title="Configuration"
          note="Connections, handovers and digital email as one file: names instead of ids, secrets as references to environment variables."
        />
        <div className="space-y-8">
          <Section
            title="Export"
            kind="plain"
            note="The file holds no secret. Keep it under version control, or bring it to another installation."
            actions={
              <Button asChild>
                <a href="/api/configuration" download>
                  Download
                </a>
              </Button>
            }
          >
            {file.length <= MOST_SHOWN ? (
              <CodeBlock label="patchbay.yaml" value={file} />
            ) : (
              <p className="text-sm text-muted">
                The file is too long to be shown: it has{" "}
                {Math.round(file.length / 1000).toLocaleString("en-GB")} kB. Download it.
              </p>
            )}
          </Section>
          {mayImport && (
            <Section title="Import" kind="plain" note="Goes through a plan, like every change.">
              <ImportConfiguration />
            </Section>
          )}
        </div>
      </>
    );
  });
}
