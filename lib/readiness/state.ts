import type { Finding, FoundObject, Severity } from "./schema.ts";
import { SEVERITIES } from "./schema.ts";

/** What of a tenant the rules look at: its digital channels and what each of them leans on. */
export type TenantSnapshot = {
  channels: readonly SnapshotChannel[];
  skills: ReadonlyMap<number, SnapshotSkill>;
  scripts: ReadonlyMap<string, SnapshotScript>;
};

export type SnapshotChannel = {
  id: string;
  name: string;
  platform: string;
  defaultSkillId: number | null;
  script: string;
  /** The handover of ours that it belongs to. */
  handover: { id: string; name: string } | null;
  /** Whether somebody ticked its permissions in the roles (H-50); null for channels that are not ours. */
  rolesAttested: boolean | null;
};

export type SnapshotSkill = {
  id: number;
  name: string;
  active: boolean;
  campaign: { name: string; active: boolean } | null;
  acceptReject: boolean;
  holders: readonly SnapshotHolder[];
};

/** An agent that holds a skill actively; what CXone does not say is null. */
export type SnapshotHolder = { name: string; digitalEngagement: boolean | null; seesSkills: boolean | null };

export type SnapshotScript =
  | { readable: false }
  | { readable: true; missing: readonly string[]; speaks: readonly string[] };

const POINTS_OF_CONTACT = ["CXone", "Omnichannel Routing", "ACD", "Digital", "Points of Contact Digital"];
const SKILLS = ["CXone", "Omnichannel Routing", "ACD", "ACD Skills"];
const EMPLOYEES = ["CXone", "Admin", "Employees"];
const ROLES = ["CXone", "Omnichannel Routing", "ACD", "Digital", "Roles"];
const EMAIL = /email/i;

/** Every rule that a tenant breaks, the worst first. Pure: the same tenant gives the same findings. */
export function judge(tenant: TenantSnapshot): Finding[] {
  const inUse = new Set(tenant.channels.flatMap(({ defaultSkillId }) => defaultSkillId ?? []));
  const found = [
    ...tenant.channels.flatMap((channel) => judgeChannel(channel, tenant)),
    ...[...inUse].flatMap((id) => {
      const skill = tenant.skills.get(id);
      return skill ? judgeSkill(skill) : [];
    }),
    ...judgeMail(tenant.channels),
  ];
  const rank = (severity: Severity) => SEVERITIES.indexOf(severity);
  return found.sort(
    (a, b) =>
      rank(a.severity) - rank(b.severity) ||
      a.rule.localeCompare(b.rule) ||
      a.object.name.localeCompare(b.object.name),
  );
}

function judgeChannel(channel: SnapshotChannel, { skills, scripts }: TenantSnapshot): Finding[] {
  const object: FoundObject = { kind: "channel", id: channel.id, name: channel.name };
  const say = (rule: string, severity: Severity, message: string, fix: Finding["fix"]): Finding => ({
    rule,
    severity,
    object,
    message,
    fix,
  });
  const findings: Finding[] = [];
  if (channel.defaultSkillId === null) {
    findings.push(
      say("M-65.skill", "blocking", "The channel has no default skill: nobody is offered its contacts.", {
        sentence: "Edit the channel, open Skills and select a default skill.",
        path: [...POINTS_OF_CONTACT, "Edit", "Skills"],
      }),
    );
  } else if (!skills.has(channel.defaultSkillId)) {
    findings.push(
      say("M-65.skill", "blocking", "The default skill of the channel is not in the tenant any more.", {
        sentence: "Select another default skill.",
        path: [...POINTS_OF_CONTACT, "Edit", "Skills"],
      }),
    );
  }
  if (channel.script === "") {
    findings.push(
      say("M-65.script", "blocking", "The channel has no Studio script: its contacts are not routed.", {
        sentence: "Edit the channel and select a script.",
        path: [...POINTS_OF_CONTACT, "Edit", "Script"],
      }),
    );
  }
  if (channel.rolesAttested === false) {
    findings.push(
      say("M-52.reply", "note", "Nobody has confirmed that a role may reply on this channel.", {
        sentence: "Assign the channel to the role of the agents with Send Replies, then tick it on Roles.",
        path: [...ROLES, "the role", "Assigned Channels"],
      }),
    );
  }
  const script = scripts.get(channel.script);
  if (channel.handover && script?.readable) findings.push(...judgeScript(channel, script));
  return findings;
}

/** H-06, H-60, H-61: what a handover needs of the script of its channel. */
function judgeScript(
  { script, handover }: SnapshotChannel,
  { missing, speaks }: Extract<SnapshotScript, { readable: true }>,
): Finding[] {
  const object: FoundObject = { kind: "script", id: script, name: script };
  const findings: Finding[] = [];
  if (missing.length > 0) {
    findings.push({
      rule: "H-61",
      severity: "blocking",
      object,
      message: `The script lacks ${missing.join(", ")}: ${handover?.name} cannot hand over or never hears of its end.`,
      fix: {
        sentence: "Plan and apply the handover: a new version is saved, the old one stays in the history.",
      },
    });
  }
  if (!/^cognigy\\/i.test(script)) {
    findings.push({
      rule: "H-60",
      severity: "warning",
      object,
      message:
        "The script is not in the folder Cognigy: it is found by its path when the handover is removed.",
      fix: { sentence: "Name the folder Cognigy again.", path: ["CXone", "Studio", "the folder"] },
    });
  }
  if (speaks.length > 0) {
    findings.push({
      rule: "H-06",
      severity: "warning",
      object,
      message:
        "The script sends a message after the handover starts. It counts as an agent's reply, so the accepted message is not repeated.",
      fix: { sentence: "Take the message out of the script, or do without the repeated message." },
    });
  }
  return findings;
}

function judgeSkill(skill: SnapshotSkill): Finding[] {
  const object: FoundObject = { kind: "skill", id: String(skill.id), name: skill.name };
  const say = (rule: string, severity: Severity, message: string, fix: Finding["fix"]): Finding => ({
    rule,
    severity,
    object,
    message,
    fix,
  });
  const findings: Finding[] = [];
  if (!skill.active) {
    findings.push(
      say("M-65.active", "blocking", "The skill is a default skill and not active.", {
        sentence: "Activate the skill, or select another one on the channel.",
        path: SKILLS,
      }),
    );
  }
  if (skill.campaign && !skill.campaign.active) {
    findings.push(
      say("T-21", "warning", `Its campaign ${skill.campaign.name} is not active.`, {
        sentence: "Activate the campaign, or give the skill another one.",
        path: ["CXone", "Omnichannel Routing", "ACD", "Campaigns"],
      }),
    );
  }
  if (skill.acceptReject) {
    findings.push(
      say(
        "M-77",
        "warning",
        "Accept and reject is on: for agents in SFA Classic each contact is refused at once.",
        {
          sentence: "Turn accept and reject off, or make sure that no agent of the skill uses SFA Classic.",
          path: SKILLS,
        },
      ),
    );
  }
  if (skill.holders.length === 0) {
    findings.push(
      say("H-57", "blocking", "No active agent holds the skill: its contacts wait unseen.", {
        sentence: "Assign at least one agent.",
        path: [...SKILLS, "the skill", "Users"],
      }),
    );
    return findings;
  }
  if (skill.holders.every(({ digitalEngagement }) => digitalEngagement === false)) {
    findings.push(
      say(
        "M-54",
        "warning",
        "No agent of the skill has the Digital Engagement attribute: only MAX offers its contacts.",
        {
          sentence: "Turn the attribute on for the agents who use CXone Agent.",
          path: [...EMPLOYEES, "the user", "General", "Attributes"],
        },
      ),
    );
  }
  const blind = skill.holders.filter(({ seesSkills }) => seesSkills === false);
  if (blind.length > 0) {
    const names = blind.slice(0, 3).map(({ name }) => name);
    const more = blind.length > names.length ? ` and ${blind.length - names.length} more` : "";
    findings.push(
      say(
        "M-52.skills-view",
        blind.length === skill.holders.length ? "blocking" : "warning",
        `${names.join(", ")}${more} may not answer: the role lacks Skills View in the Admin application.`,
        {
          sentence: "Give the role Skills View.",
          path: [
            "CXone",
            "Admin",
            "Security Settings",
            "Roles & Permissions",
            "the role",
            "ACD",
            "Skills",
            "View",
          ],
        },
      ),
    );
  }
  return findings;
}

/** What no API shows of mail channels, said where it matters (M-14, M-31). */
function judgeMail(channels: readonly SnapshotChannel[]): Finding[] {
  const mail = channels.filter(({ platform }) => EMAIL.test(platform));
  const object = (channel: SnapshotChannel): FoundObject => ({
    kind: "channel",
    id: channel.id,
    name: channel.name,
  });
  return mail.flatMap((channel): Finding[] => [
    {
      rule: "M-31",
      severity: "note",
      object: object(channel),
      message:
        "With Force TLS on, mail to a server without TLS is not sent and its address is kept as bounced. CXone does not tell whether it is on.",
      fix: { sentence: "Look at the state before sending to many.", path: POINTS_OF_CONTACT },
    },
    ...(mail.length === 1
      ? [
          {
            rule: "M-14",
            severity: "note" as const,
            object: object(channel),
            message: "It is the only mail channel, so agents cannot choose another From address.",
            fix: { sentence: "Add a second mail channel if they should.", path: POINTS_OF_CONTACT },
          },
        ]
      : []),
  ]);
}
