import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { getSkill, pageSkills, type Skill } from "#lib/cxone/skills.ts";
import { listTenantPage, pageOfOne } from "#lib/tenant/list-tenant-page.ts";
import { parseTenantId } from "#lib/tenant/parse-tenant-id.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";
import { directionOf, mediaTypeName } from "./mapping.ts";
import type { SkillQuery, SkillRow } from "./schema.ts";

/** Skills of a tenant; an id or a pasted address finds its skill (H-11). */
export async function listSkills(
  ctx: Ctx,
  connectionId: string,
  query: SkillQuery,
): Promise<TenantPage<SkillRow>> {
  requireRole(ctx, "admin", "operator");
  const { q: search, media, outbound, active, campaign, sort } = query;
  return listTenantPage(
    ctx,
    connectionId,
    { operation: "skills.list", query },
    async (client, at) => {
      const id = search ? parseTenantId("skill", search) : null;
      const one = id === null ? null : await getSkill(client, id);
      if (one) return pageOfOne(one);
      return pageSkills(client, {
        ...at,
        ...(search ? { search } : {}),
        ...(media ? { mediaTypeId: media } : {}),
        isOutbound: outbound,
        isActive: active,
        campaignId: campaign,
        sort: sort ?? { by: "skillName", descending: false },
      });
    },
    skillRow,
  );
}

export const skillRow = (skill: Skill): SkillRow => ({
  skillId: skill.skillId,
  name: skill.skillName,
  mediaTypeId: skill.mediaTypeId,
  mediaType: mediaTypeName(skill.mediaTypeId),
  campaignId: skill.campaignId,
  campaignName: skill.campaignName,
  active: skill.isActive,
  direction: directionOf(skill),
});
