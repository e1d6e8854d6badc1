import { defineRoute, writes } from "#lib/api/define-route.ts";
import { reportDelivery } from "#lib/email/bounced/report-delivery.ts";
import { deliveryReportInput } from "#lib/email/bounced/schema.ts";

export const POST = defineRoute({
  summary: "Reads a delivery report (RFC 3464) and stores the addresses it names as bounced",
  body: deliveryReportInput,
  audit: writes("bounced_address.report_read"),
  handler: ({ ctx, body }) => reportDelivery(ctx, body),
});
