import type { Hono } from "hono";
import { firstSkillId } from "../cxone/create-skill.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { isRecord } from "../wire/values.ts";

const most = 100_000;
const kinds = ["campaigns", "skills", "agents", "channels"] as const;
type Kind = (typeof kinds)[number];

const departments = ["Billing", "Orders", "Returns", "Support", "Sales", "Claims", "Loyalty", "Travel"];
const languages = ["EN", "DE", "FR", "ES", "IT", "NL", "PL", "SV", "PT", "JA"];
const firstNames =
  "Ada Bruno Chiara Dmitri Esther Farid Grace Hugo Ines Jamal Keiko Lars Maya Nils Olga Pavel".split(" ");
const lastNames =
  "Adler Baptiste Costa Dvorak Ekström Fischer García Hansen Ivanova Jansen Kim Lopez Moreau Novak".split(
    " ",
  );
const platforms = ["whatsapp", "sms", "telegram", "facebook", "in-contact-email", "line"];
/** Media of populated skills; every second one is digital, as the pages care most about those. */
const media = [9, 4, 9, 1, 9, 7];

function pick<Value>(list: readonly Value[], at: number): Value {
  const value = list[at % list.length];
  if (value === undefined) throw new Error("Picked from an empty list");
  return value;
}

const makers: Record<Kind, (sandbox: Sandbox, count: number) => void> = {
  campaigns: ({ store }, count) => {
    const first = store.reserveNumbers("campaign", 310_020, count);
    for (let at = 0; at < count; at += 1) {
      const campaignId = first + at;
      store.campaigns.put(campaignId, {
        campaignId,
        name: `${pick(departments, at)} ${pick(languages, at)} ${campaignId}`,
        isActive: at % 10 !== 9,
        description: `Everything about ${pick(departments, at).toLowerCase()}`,
        notes: "",
        updatedAt: store.now() - at * 60_000,
      });
    }
  },

  skills: ({ store }, count) => {
    const campaigns = store.campaigns.list();
    const first = store.reserveNumbers("skill", firstSkillId, count);
    // Older than any lag of the list: populated skills are there at once.
    const newest = store.now() - 86_400_000;
    for (let at = 0; at < count; at += 1) {
      const skillId = first + at;
      store.skills.put(skillId, {
        skillId,
        skillName: `${pick(departments, at)}_${pick(languages, at)}_${skillId}`,
        mediaTypeId: pick(media, at),
        campaignId: pick(campaigns, at).campaignId,
        isActive: at % 20 !== 19,
        isOutbound: false,
        outboundStrategy: null,
        settings: {
          serviceLevelThreshold: 30,
          serviceLevelGoal: 80,
          enableShortAbandon: false,
          shortAbandonThreshold: 15,
        },
        createdAt: newest - at * 60_000,
        updatedAt: newest - at * 60_000,
      });
    }
  },

  agents: ({ store }, count) => {
    const teams = store.teams.list();
    // Only among populated skills: who holds a seeded one is part of what the seed shows.
    const skills = store.skills.list().filter((skill) => skill.skillId >= firstSkillId);
    const first = store.reserveNumbers("agent", 30_200, count);
    const states = ["LoggedOut", "Available", "Unavailable"] as const;
    for (let at = 0; at < count; at += 1) {
      const agentId = first + at;
      const [firstName, lastName] = [pick(firstNames, at), pick(lastNames, at)];
      const userName = `${firstName}.${lastName}.${agentId}@acme.example`.toLowerCase();
      store.agents.put(agentId, {
        agentId,
        userId: `22ec9f00-2b7e-4a6d-9c3f-${String(agentId).padStart(12, "0")}`,
        digitalUserId: agentId - 23_000,
        userName,
        firstName,
        lastName,
        nickname: firstName,
        emailAddress: userName,
        teamId: pick(teams, at).teamId,
        roleId: 3,
        isActive: at % 25 !== 24,
        digitalEngagement: at % 3 !== 2,
        state: pick(states, at),
        updatedAt: store.now() - at * 60_000,
      });
      if (skills.length === 0) continue;
      const { skillId } = pick(skills, at * 7);
      store.assignments.put(`${skillId}:${agentId}`, {
        skillId,
        agentId,
        isActive: true,
        proficiency: 1 + (at % 20),
      });
    }
  },

  channels: ({ store }, count) => {
    const skills = store.skills.list().filter((skill) => skill.mediaTypeId === 9 && skill.isActive);
    const first = store.reserveNumbers("populatedChannel", 4_930_555_100, count);
    for (let at = 0; at < count; at += 1) {
      const platform = pick(platforms, at);
      const idOnExternalPlatform = String(first + at);
      const id = `${platform}_${idOnExternalPlatform}`;
      const createdAt = store.now() - 86_400_000 - at * 60_000;
      store.channels.put(id, {
        id,
        idOnExternalPlatform,
        channelIntegrationId: platform,
        realExternalPlatformId: platform,
        name: `${pick(departments, at)} ${pick(languages, at)} ${idOnExternalPlatform}`,
        isPrivate: true,
        hasTreeStructure: false,
        // Every tenth lacks one of the two things that each must have (M-65).
        studioScript: at % 20 === 9 ? null : "Digital\\Default Digital Script",
        defaultSkillId: at % 20 === 19 ? null : pick(skills, at).skillId,
        options: { hasReply: true },
        createdAt,
        updatedAt: createdAt,
      });
    }
  },
};

/** `POST /control/populate {skills?, agents?, campaigns?, channels?}`: many realistic rows at once, on top of what is there. */
export function populateRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.post("/control/populate", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const isKnown = (name: string): name is Kind => kinds.some((kind) => kind === name);
    if (!isRecord(body) || !Object.keys(body).every(isKnown))
      return c.json({ error: `Send how many of each: ${kinds.join(", ")}.` }, 400);
    for (const kind of kinds) {
      const count = body[kind] ?? 0;
      if (!Number.isInteger(count) || Number(count) < 0 || Number(count) > most)
        return c.json({ error: `"${kind}" is a whole number from 0 to ${most}.` }, 400);
    }
    for (const kind of kinds) makers[kind](sandbox, Number(body[kind] ?? 0));
    const { campaigns, skills, agents, channels } = sandbox.store;
    return c.json({
      campaigns: campaigns.size,
      skills: skills.size,
      agents: agents.size,
      channels: channels.size,
    });
  });
}
