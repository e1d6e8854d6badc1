/** A rule of email that does not hold, or may not. */
export type EmailFinding = {
  rule: string;
  severity: "blocking" | "warning" | "hint";
  /** What it concerns. */
  object: { kind: "channel" | "role" | "agent" | "tenant"; id: string; name: string };
  message: string;
  fix: { sentence: string; path: readonly string[] };
};

export type EmailSnapshot = {
  /** Email channels of the tenant in CXone, also those that were not set up here. */
  emailChannels: number;
  channels: readonly {
    id: string;
    name: string;
    /** As the channel object in CXone has it; undefined while it was not found there. */
    seen?: { defaultSkill: boolean; script: boolean } | undefined;
    changesFrom: boolean;
  }[];
  roles: readonly {
    roleId: string;
    name: string;
    seesSkills: boolean | null;
    digital: boolean | null;
    channels: Readonly<Record<string, readonly string[]>>;
    members: number;
  }[];
};

const REPLY = "Send Replies";
const ROLES = ["CXone", "ACD", "Digital", "Roles"];
const ADMIN_ROLES = ["CXone", "Admin", "Roles & Permissions"];
const CHANNEL = ["CXone", "ACD", "Digital", "Points of Contact Digital"];

/** Everything that keeps mail from being answered, worst first; pure (M-14, M-50, M-52, M-53, M-65). */
export function lintEmail(snapshot: EmailSnapshot): EmailFinding[] {
  const findings = [
    ...snapshot.channels.flatMap((channel) => [
      ...ofChannel(channel, snapshot),
      ...fromChange(channel, snapshot),
    ]),
    ...snapshot.roles.flatMap((role) => ofRole(role, snapshot)),
  ];
  const order = ["blocking", "warning", "hint"];
  return findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

type Channel = EmailSnapshot["channels"][number];
type Role = EmailSnapshot["roles"][number];

function ofChannel(channel: Channel, { roles }: EmailSnapshot): EmailFinding[] {
  const object = { kind: "channel", id: channel.id, name: channel.name } as const;
  const findings: EmailFinding[] = [];
  const having = roles.filter((role) => role.channels[channel.id]);
  if (having.length === 0) {
    findings.push({
      rule: "M-50",
      severity: "blocking",
      object,
      message: "No role has this channel: its mail is seen by nobody.",
      fix: {
        sentence: "Give it to the role of the agents, with Send Replies.",
        path: [...ROLES, "the role", "Channels"],
      },
    });
  } else if (!having.some((role) => role.channels[channel.id]?.includes(REPLY))) {
    findings.push({
      rule: "M-52",
      severity: "blocking",
      object,
      message: "No role may reply on this channel: agents read its mail and cannot answer.",
      fix: {
        sentence: "Give Send Replies to the role of the agents.",
        path: [...ROLES, "the role", "Edit permissions"],
      },
    });
  }
  if (channel.seen) {
    const missing = [
      ...(channel.seen.defaultSkill ? [] : ["default skill"]),
      ...(channel.seen.script ? [] : ["Studio script"]),
    ];
    if (missing.length > 0) {
      findings.push({
        rule: "M-65",
        severity: "blocking",
        object,
        message: `The channel has no ${missing.join(" and no ")}: its mail is routed to nobody.`,
        fix: {
          sentence: "Select both where the channel is edited.",
          path: [...CHANNEL, channel.name, "Edit"],
        },
      });
    }
  }
  return findings;
}

/** M-14: there has to be another address, and a reply in which to choose it. */
function fromChange(channel: Channel, { emailChannels, roles }: EmailSnapshot): EmailFinding[] {
  if (!channel.changesFrom) return [];
  const replies = roles.some((role) => role.channels[channel.id]?.includes(REPLY));
  if (emailChannels > 1 && replies) return [];
  const lacking = emailChannels > 1 ? "no role may reply on it" : "there is no second email channel";
  return [
    {
      rule: "M-14",
      severity: "hint",
      object: { kind: "channel", id: channel.id, name: channel.name },
      message: `Agents cannot change the From address: ${lacking}.`,
      fix: {
        sentence: "It takes several email channels, and Send Replies for the role of the agents.",
        path: [...CHANNEL, "CXone Email"],
      },
    },
  ];
}

function ofRole(role: Role, { channels }: EmailSnapshot): EmailFinding[] {
  const ours = channels.filter((channel) => role.channels[channel.id]);
  if (ours.length === 0) return [];
  const object = { kind: "role", id: role.roleId, name: role.name } as const;
  const findings: EmailFinding[] = [];
  const silent = ours.filter((channel) => !role.channels[channel.id]?.includes(REPLY));
  if (silent.length > 0) {
    findings.push({
      rule: "M-52",
      severity: "warning",
      object,
      message: `The role has ${list(silent)} without Send Replies: its people read the mail and cannot answer.`,
      fix: {
        sentence: "Give Send Replies, or leave it if they only read.",
        path: [...ROLES, role.name, "Edit permissions"],
      },
    });
  }
  if (role.seesSkills === false && silent.length < ours.length) {
    findings.push({
      rule: "M-52.skills-view",
      severity: "blocking",
      object,
      message: "The role has Send Replies but not Skills View: both are needed to answer.",
      fix: {
        sentence: "Turn Skills View on in the Admin application.",
        path: [...ADMIN_ROLES, role.name, "Permissions", "Skills"],
      },
    });
  }
  if (role.digital === false) {
    findings.push({
      rule: "M-53",
      severity: "blocking",
      object,
      message: "The role has no Digital Engagement permission, so it is not among the digital roles.",
      fix: {
        sentence:
          "First give it a permission of Digital Engagement; then it appears under Digital, Roles, where it gets channels.",
        path: [...ADMIN_ROLES, role.name, "Permissions", "Digital Engagement"],
      },
    });
  }
  if (role.members === 0) {
    findings.push({
      rule: "M-51",
      severity: "hint",
      object,
      message: "Nobody is to have this role here.",
      fix: {
        sentence: "Give it to people below; a person has exactly one digital role.",
        path: [...ROLES, role.name],
      },
    });
  }
  return findings;
}

const list = (channels: readonly { name: string }[]) => channels.map(({ name }) => name).join(", ");

/** What differs between two sets of permissions by channel: what to add and what to take away in CXone. */
export function differences(
  entered: Readonly<Record<string, readonly string[]>>,
  wanted: Readonly<Record<string, readonly string[]>>,
): { channelId: string; add: string[]; remove: string[] }[] {
  const ids = [...new Set([...Object.keys(entered), ...Object.keys(wanted)])];
  return ids.flatMap((channelId) => {
    const before = entered[channelId] ?? [];
    const after = wanted[channelId] ?? [];
    const add = after.filter((permission) => !before.includes(permission));
    const remove = before.filter((permission) => !after.includes(permission));
    return add.length + remove.length > 0 ? [{ channelId, add, remove }] : [];
  });
}
