/** What decides whether an agent is offered digital conversations (M-54). Null where CXone does not say. */
export type ReadinessFacts = {
  active: boolean;
  digitalEngagement: boolean | null;
  /** Active digital skills held; null while they are not known. */
  digitalSkills: number | null;
  /** As CXone names it: `LoggedOut`, `Available`, … */
  state: string | null;
};

export type Readiness = { kind: "good" | "warning" | "bad" | "waiting" | "unknown"; word: string };

/** One word for a list; the findings say the rest. */
export function readinessOf(facts: ReadinessFacts): Readiness {
  const { active, digitalEngagement, digitalSkills, state } = facts;
  if (!active) return { kind: "bad", word: "Not active" };
  if (digitalSkills === null) return { kind: "unknown", word: "Unknown" };
  if (digitalSkills === 0) return { kind: "bad", word: "No digital skill" };
  if (digitalEngagement === false) return { kind: "warning", word: "MAX only" };
  if (state === null) return { kind: "unknown", word: "Unknown" };
  return state === "LoggedOut" ? { kind: "waiting", word: "Logged out" } : { kind: "good", word: "Ready" };
}

export type Finding = {
  id: "agent.active" | "agent.digital-engagement" | "agent.digital-skill" | "agent.logged-in";
  title: string;
  kind: Readiness["kind"];
  message: string;
  /** What to do, and where; null where nothing is. */
  fix: { sentence: string; path: readonly string[] | null } | null;
};

const unknown = (what: string) => ({
  kind: "unknown" as const,
  message: `CXone did not say ${what}.`,
  fix: null,
});

/** The four things that must hold, each with its fix. */
export function findingsOf(facts: ReadinessFacts): Finding[] {
  const { active, digitalEngagement, digitalSkills, state } = facts;
  return [
    {
      id: "agent.active",
      title: "The user is active",
      ...(active
        ? { kind: "good", message: "Active.", fix: null }
        : {
            kind: "bad",
            message: "Deactivated in CXone: nobody can sign in with it.",
            fix: { sentence: "Activate the user.", path: ["CXone", "Admin", "Employees"] },
          }),
    },
    {
      id: "agent.digital-engagement",
      title: "Digital Engagement attribute",
      ...(digitalEngagement === null
        ? unknown("whether the attribute is on")
        : digitalEngagement
          ? { kind: "good", message: "On.", fix: null }
          : {
              kind: digitalSkills ? "warning" : "bad",
              message: digitalSkills
                ? "Off: with the skill held, MAX still offers conversations; CXone Agent does not."
                : "Off: no application offers digital conversations.",
              fix: {
                sentence: "Turn the attribute on.",
                path: [
                  "CXone",
                  "Admin",
                  "Employees",
                  "the user",
                  "General",
                  "Attributes",
                  "Digital Engagement",
                ],
              },
            }),
    },
    {
      id: "agent.digital-skill",
      title: "Holds a digital skill",
      ...(digitalSkills === null
        ? unknown("which skills the agent holds")
        : digitalSkills > 0
          ? {
              kind: "good",
              message: digitalSkills === 1 ? "One digital skill." : `${digitalSkills} digital skills.`,
              fix: null,
            }
          : {
              kind: "bad",
              message: "None: no digital conversation is routed to this agent.",
              fix: { sentence: "Give the agent a digital skill below.", path: null },
            }),
    },
    {
      id: "agent.logged-in",
      title: "Logged in",
      ...(state === null
        ? unknown("the agent's state")
        : state === "LoggedOut"
          ? {
              kind: "waiting",
              message: "Logged out: conversations wait until somebody with the skill logs in.",
              fix: { sentence: "The agent logs in to CXone Agent or MAX.", path: null },
            }
          : { kind: "good", message: `${stateName(state)} now.`, fix: null }),
    },
  ] satisfies Finding[];
}

export const AGENT_STATES = [
  "Available",
  "Unavailable",
  "LoggedOut",
  "InboundContact",
  "OutboundContact",
  "InboundConsult",
  "OutboundConsult",
  "Dialer",
  "LoggedIn",
] as const;

/** `InboundContact` → "Inbound contact". */
export const stateName = (state: string): string => {
  const words = state.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
