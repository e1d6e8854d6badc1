import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { readRecord } from "../wire/read-body.ts";
import { asInteger, asText, field } from "../wire/values.ts";
import { acdList, plainListing } from "./acd-list.ts";

/** The business unit and the other small admin lists (facts/cxone.md §2.4, §2.5). */
export function businessUnitRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/acd/~/business-unit", (c) => {
    const { tenant } = store;
    return c.json({
      businessUnits: [
        {
          businessUnitId: tenant.businessUnitId,
          businessUnitName: tenant.businessUnitName,
          tenantId: tenant.tenantId,
          parentTenantId: null,
          defaultTimeZone: tenant.timeZone,
          concurrentPortLimit: 250,
          apiPublishedLimit: 0,
          fileExtensions: tenant.fileExtensions.map((one) =>
            store.switches.fileExtensionsShowPeriod ? `.${one}` : one,
          ),
          features: [
            { productId: 1, productDescription: "Digital Engagement", isEnabled: true },
            { productId: 2, productDescription: "Bring Your Own Channel", isEnabled: true },
            { productId: 3, productDescription: "Personal Connection", isEnabled: true },
          ],
        },
      ],
    });
  });

  app.get("/cxone/acd/~/points-of-contact", (c) => {
    const mediaTypeId = asInteger(c.req.query("mediaTypeId"));
    const rows = store.pointsOfContact
      .list()
      .filter((poc) => mediaTypeId === undefined || poc.mediaTypeId === mediaTypeId)
      .map((poc) => ({
        contactAddress: poc.contactAddress,
        contactCode: poc.contactCode,
        contactDescription: poc.contactDescription,
        defaultSkillId: poc.skillId,
        scriptName: poc.scriptName,
        mediaTypeId: poc.mediaTypeId,
        isActive: poc.isActive,
      }));
    return acdList(sandbox, c, plainListing("pointsOfContact", rows, "contactDescription", "contactAddress"));
  });

  app.post("/cxone/acd/~/points-of-contact", async (c) => {
    const body = await readRecord(c);
    const address = asText(field(body, "pointOfContact"));
    const name = asText(field(body, "pointOfContactName"));
    const skillId = asInteger(field(body, "skillId"));
    // This one family member spells the field with a capital D (facts/cxone.md §1.6).
    const refuse = (description: string) =>
      Response.json({ error: "invalid_request", error_Description: description }, { status: 400 });
    if (!address || !name) return refuse("pointOfContact and pointOfContactName are required");
    const skill = skillId === undefined ? undefined : store.skills.get(skillId);
    if (!skill) return refuse("skillId does not exist");
    const contactCode = store.nextNumber("pointOfContact", 81_010);
    store.pointsOfContact.put(contactCode, {
      contactCode,
      contactAddress: address,
      contactDescription: name,
      mediaTypeId: asInteger(field(body, "mediaTypeId")) ?? skill.mediaTypeId,
      skillId: skill.skillId,
      scriptName: asText(field(body, "scriptName")) ?? "",
      isActive: true,
    });
    return c.json({ pointOfContactId: contactCode });
  });

  app.get("/cxone/acd/~/server-time", (c) => c.json({ serverTime: new Date(store.now()).toISOString() }));
}
