/** Events a webhook can ask for (facts/engage.md §3): those of the specification, and those that only the guide has. */

const inSpecification =
  "content.approved content.discussion_initiated content.exported content.imported content.replied " +
  "content.update_exported identity.merged identity.unmerged intervention.assigned intervention.canceled " +
  "intervention.closed intervention.custom_fields_updated intervention.deferred intervention.opened " +
  "intervention.reactivated intervention.recategorized intervention.reopened intervention.user_updated " +
  "push_agent.accept_task push_agent.availability_change push_agent.busyness_change push_agent.connected " +
  "push_agent.disconnected push_agent.missed_task push_agent.reconnected push_agent.request_task " +
  "survey_response.imported task.assigned task.completed task.created task.destroyed task.expired_from_step " +
  "task.expired_from_workbin task.recategorized task.resume task.supervisor_assigned task.taken " +
  "task.transferred task.undelivered";

const inGuideOnly =
  "intervention_segment.summary_generated intervention_segment.summary_submitted " +
  "intervention_segment.summary_generation_failed content.thread_auto_closed content.thread_closed " +
  "content.thread_opened";

export const specifiedEvents: readonly string[] = inSpecification.split(" ");
export const everyEvent: readonly string[] = [...specifiedEvents, ...inGuideOnly.split(" ")];
