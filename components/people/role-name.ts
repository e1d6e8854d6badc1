const names: Record<string, string> = {
  admin: "Admin",
  operator: "Operator",
  supervisor: "Supervisor",
  auditor: "Auditor",
};

/** A role as people read it. */
export const roleName = (role: string) => names[role] ?? role;

/** Roles that can be given now. */
export const roleOptions = [
  { value: "admin", label: "Admin" },
  { value: "supervisor", label: "Supervisor" },
];

/** The same with what they mean, for forms. */
export const roleCards = [
  {
    value: "admin",
    label: "Admin",
    note: "Everything: connections, handovers, people, tokens and logs.",
  },
  {
    value: "supervisor",
    label: "Supervisor",
    note: "Looks at handovers and conversations, and changes no set-up.",
  },
];
