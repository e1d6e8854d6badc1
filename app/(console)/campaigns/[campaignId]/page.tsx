// Owner of the data: this Server Component for the campaign, TanStack Query in SkillTable for its skills.
import type { Metadata } from "next";
import NextLink from "next/link";
import { CampaignSwitch } from "#components/campaigns/campaign-switch.tsx";
import { Facts } from "#components/console/facts.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { SkillTable } from "#components/skills/skill-table.tsx";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getCampaign } from "#lib/campaigns/get-campaign.ts";
import { getTenants, readTenantId } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Campaign" };

type PageProps = {
  params: Promise<{ campaignId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CampaignPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  const { campaignId } = await params;
  return permitted(async () => {
    const { chosen } = await getTenants(ctx, connection);
    const campaign = chosen && (await getCampaign(ctx, chosen.id, readTenantId(campaignId)));
    const query = chosen ? `?connection=${chosen.id}` : "";
    return (
      <TenantFrame
        title={campaign?.name ?? "Campaign"}
        note="A campaign only groups skills in reports. It never dials and does not change who answers."
        state={campaign && <ActiveState active={campaign.active} pill />}
        breadcrumb={[{ label: "Campaigns", href: `/campaigns${query}` }]}
        tenants={[]}
        chosen={chosen}
        actions={
          campaign && (
            <>
              <Button asChild variant="primary">
                <NextLink href={`/campaigns/${campaignId}/edit${query}`}>Edit</NextLink>
              </Button>
              <CampaignSwitch campaign={campaign} />
            </>
          )
        }
      >
        {campaign && (
          <>
            <StaleNote asOf={campaign.readAt} stale={campaign.stale} connectionId={campaign.connectionId} />
            <Section title="Campaign" className="mb-6">
              <Facts
                className="p-3"
                facts={[
                  ["Description", campaign.description || "None"],
                  ["Notes", campaign.notes || "None"],
                  ["Campaign ID", <Id key="id" value={campaignId} label="campaign id" chars={12} />],
                ]}
              />
            </Section>
            <Section title="Skills of the campaign" kind="plain">
              <SkillTable connectionId={campaign.connectionId} campaignId={campaign.campaignId} />
            </Section>
          </>
        )}
      </TenantFrame>
    );
  });
}
