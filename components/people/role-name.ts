const roles = [
  {
    value: "admin",
    label: "Admin",
    note: "Everything: connections and their secrets, handovers, people, tokens and logs.",
  },
  {
    value: "operator",
    label: "Operator",
    note: "Sets up, applies and checks. Sees no secrets, and neither people nor tokens.",
  },
  {
    value: "supervisor",
    label: "Supervisor",
    note: "Reads handovers and conversations, and exports them. Changes no set-up.",
  },
  {
    value: "auditor",
    label: "Auditor",
    note: "Reads the logs, verifies the audit log and sees who has which role. Changes nothing.",
  },
] as const;

/** A role as people read it. */
export const roleName = (role: string) => roles.find(({ value }) => value === role)?.label ?? role;

/** The roles, for filters and lists to choose from. */
export const roleOptions = roles.map(({ value, label }) => ({ value, label }));

/** The same with what they mean, for forms. */
export const roleCards = roles;
