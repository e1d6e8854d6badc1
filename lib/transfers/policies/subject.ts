/** A policy in the audit log. */
export const subjectOf = (policyId: string) => `policy:${policyId}`;

/** Topic that says: some policy or case is other than it was. */
export const POLICIES_TOPIC = "transfer-policies";
