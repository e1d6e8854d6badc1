import { Facts } from "#components/console/facts.tsx";
import { Section } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import { Link } from "#components/ui/link.tsx";
import {
  DIGITAL,
  directionName,
  EVALUATIONS,
  FOCUS_LOCKS,
  FOCUS_METRICS,
  inWords,
} from "#lib/skills/mapping.ts";
import type { SkillView } from "#lib/skills/schema.ts";

type Fields = SkillView["fields"];

/** What a skill is set to, and who uses it. */
export function SkillSettings({ skill }: { skill: SkillView }) {
  const { fields, handovers, connectionId } = skill;
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Section title="Skill information">
        <Facts
          className="p-3"
          facts={[
            ["Media type", skill.mediaType],
            ["Direction", directionName(skill.direction)],
            [
              "Campaign",
              skill.campaignId ? (
                <Link key="campaign" href={`/campaigns/${skill.campaignId}?connection=${connectionId}`}>
                  {skill.campaignName || skill.campaignId}
                </Link>
              ) : (
                "None"
              ),
            ],
            ["Message template", fields.messageTemplateId ? `Template ${fields.messageTemplateId}` : "None"],
            ...(skill.mediaTypeId === DIGITAL ? ([["Sub-skill", yesNo(fields.isSubSkill)]] as const) : []),
            ["Skill ID", <Id key="id" value={String(skill.skillId)} label="skill id" chars={12} />],
          ]}
        />
      </Section>
      <Section title="Handovers" note="Whose conversations this skill gets.">
        {handovers.length === 0 ? (
          <p className="p-3 text-muted text-sm">No handover of Patchbay uses it.</p>
        ) : (
          <ul className="divide-y text-sm">
            {handovers.map((handover) => (
              <li key={handover.id} className="flex justify-between gap-4 px-3 py-2">
                <Link href={`/handovers/${handover.id}`}>{handover.name}</Link>
                <span className="text-muted">{handover.state}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Routing configuration">
        <Facts className="p-3" facts={evaluationFacts(fields)} />
      </Section>
      {skill.direction === "inbound" && (
        <Section title="Service level">
          <Facts
            className="p-3"
            facts={[
              [
                "Goal",
                `${show(fields.serviceLevelGoalPercent)} % within ${time(fields.serviceLevelThresholdSeconds)}`,
              ],
              [
                "Short abandons",
                fields.enableShortAbandon ? `Within ${time(fields.shortAbandonThresholdSeconds)}` : "Off",
              ],
            ]}
          />
        </Section>
      )}
      {skill.mediaTypeId === DIGITAL && (
        <Section title="Digital" note="The timers work in CXone Agent only.">
          <Facts
            className="p-3"
            facts={[
              ["Accept / Reject", yesNo(fields.acceptReject)],
              [
                "Agent Response",
                fields.agentResponse
                  ? `First within ${time(fields.agentFirstResponseSeconds)}, then within ${time(fields.agentFollowOnResponseSeconds)}`
                  : yesNo(fields.agentResponse),
              ],
              [
                "Customer Response",
                fields.customerResponse
                  ? `Unassigned after ${time(fields.customerIdleSeconds)}${fields.timeExtension ? "; agents may extend it" : ""}`
                  : yesNo(fields.customerResponse),
              ],
            ]}
          />
        </Section>
      )}
    </div>
  );
}

function evaluationFacts(fields: Fields): (readonly [string, string])[] {
  const label = (options: readonly { value: string; label: string }[], value: unknown) =>
    options.find((option) => option.value === value)?.label ?? "Not known";
  const chosen = [["Evaluation", label(EVALUATIONS, fields.evaluation)]] as const;
  if (fields.evaluation !== "preferred-agent") return [...chosen];
  return [
    ...chosen,
    ["Focus Metric", label(FOCUS_METRICS, fields.focusMetric)],
    ["Focus Lock", label(FOCUS_LOCKS, fields.focusLock)],
    ["Fallback Time", time(fields.fallbackTimeSeconds)],
  ];
}

const show = (value: Fields[string] | undefined) =>
  value === null || value === undefined ? "not known" : String(value);
function time(value: Fields[string] | undefined): string {
  if (typeof value !== "number") return "a time that is not known";
  return value < 60 ? `${value} s` : `${value} s = ${inWords(value)}`;
}
const yesNo = (value: Fields[string] | undefined) =>
  value === null || value === undefined ? "Not known" : value ? "On" : "Off";
