import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import {
  type Campaign,
  createCampaign as createVendorCampaign,
  getCampaign as getVendorCampaign,
  pageCampaigns,
  setCampaignActive as setVendorActive,
  updateCampaign,
} from "#lib/cxone/campaigns.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { afterLostAnswer } from "#lib/tenant/after-lost-answer.ts";
import { notKept, refuseChanged } from "#lib/tenant/refuse-changed.ts";
import { campaignDetail, campaignObject, fieldsOf } from "./get-campaign.ts";
import type { CampaignChange, CampaignDetail, CampaignInput } from "./schema.ts";

const NAMES = { name: "Name", description: "Description", notes: "Notes", active: "Active" };

/** Makes a campaign. Throws `bad_input` at the name when it is taken; a lost answer is looked up by name. */
export async function createCampaign(
  ctx: Ctx,
  connectionId: string,
  input: CampaignInput,
): Promise<CampaignDetail> {
  requireRole(ctx, "admin", "operator");
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  if (await findByName(client, input.name)) throw nameTaken(input.name);
  const { campaignId } = await afterLostAnswer<{ campaignId: number }>(
    "the campaign was made",
    () => createVendorCampaign(client, input),
    () => findByName(client, input.name),
  );
  const made = await readCampaign(client, campaignId);
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "campaign.created",
      object: campaignObject(connectionId, campaignId),
      after: fieldsOf(made),
    }),
  );
  return campaignDetail(connectionId, made, ctx.now().toISOString());
}

/** Changes name, description or notes. Throws `conflict` when it is no longer as the form was opened with. */
export async function changeCampaign(
  ctx: Ctx,
  connectionId: string,
  campaignId: number,
  { campaign: input, loaded }: CampaignChange,
): Promise<CampaignDetail> {
  requireRole(ctx, "admin", "operator");
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  const before = await readCampaign(client, campaignId);
  const object = campaignObject(connectionId, campaignId);
  await refuseChanged(object, loaded, fieldsOf(before), NAMES);
  const twin = input.name === before.campaignName ? null : await findByName(client, input.name);
  if (twin && twin.campaignId !== campaignId) throw nameTaken(input.name);
  const changed = Object.fromEntries(
    Object.entries(input).filter(([field, value]) => fieldsOf(before)[field] !== value),
  );
  if (Object.keys(changed).length > 0) {
    await afterLostAnswer(
      "the campaign was changed",
      async () => {
        await updateCampaign(client, campaignId, changed);
        return true;
      },
      async () => {
        const now = fieldsOf(await readCampaign(client, campaignId));
        return notKept(changed, now, NAMES).length === 0 ? true : null;
      },
    );
  }
  const after = await readCampaign(client, campaignId);
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "campaign.changed",
      object,
      before: fieldsOf(before),
      after: fieldsOf(after),
    }),
  );
  return campaignDetail(connectionId, after, ctx.now().toISOString());
}

/** Switches a campaign on or off; there is no deleting. Doing it twice changes nothing. */
export async function setCampaignActive(
  ctx: Ctx,
  connectionId: string,
  campaignId: number,
  active: boolean,
): Promise<CampaignDetail> {
  requireRole(ctx, "admin", "operator");
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  const before = await readCampaign(client, campaignId);
  await afterLostAnswer(
    active ? "the campaign was activated" : "the campaign was deactivated",
    async () => {
      if (before.isActive !== active) await setVendorActive(client, campaignId, active);
      return true;
    },
    async () => ((await readCampaign(client, campaignId)).isActive === active ? true : null),
  );
  const after = await readCampaign(client, campaignId);
  if (before.isActive !== after.isActive) {
    await db().$transaction((tx) =>
      writeAudit(tx, ctx, {
        action: active ? "campaign.activated" : "campaign.deactivated",
        object: campaignObject(connectionId, campaignId),
        before: { active: before.isActive },
        after: { active: after.isActive },
      }),
    );
  }
  return campaignDetail(connectionId, after, ctx.now().toISOString());
}

const explain = (error: unknown): never => {
  throw explainVendorError(error);
};

async function readCampaign(client: CxoneClient, campaignId: number): Promise<Campaign> {
  const campaign = await getVendorCampaign(client, campaignId).catch(explain);
  if (!campaign) throw new AppError("not_found", { detail: "This campaign is not in CXone any more." });
  return campaign;
}

/** The campaign of exactly this name, without regard to case. */
async function findByName(client: CxoneClient, name: string): Promise<Campaign | null> {
  const { rows } = await pageCampaigns(client, { skip: 0, top: 100, search: name }).catch(explain);
  return rows.find((row) => row.campaignName.toLowerCase() === name.toLowerCase()) ?? null;
}

const nameTaken = (name: string) =>
  new AppError("bad_input", {
    fields: { name: `CXone has a campaign ${name} already. Choose another name, or use that one.` },
  });
