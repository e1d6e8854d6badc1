import "server-only";
import { checkTargetUrl } from "#lib/http/check-target-url.ts";
import type { Check } from "#lib/setup/step.ts";
import type { HandoverBase } from "./context.ts";

/** The contact centre must be able to call us, so our address is https and public (H-32, E-31). */
export const publicAddress = (id: string, system: string): Check<HandoverBase> => ({
  id,
  title: `The address of this console can be called by ${system}`,
  doesNotProve: `That a firewall in between lets ${system} through.`,
  run: async ({ publicUrl, connection }) => {
    const verdict = await checkTargetUrl(publicUrl, [], { ports: [443, 8443] });
    if (verdict.ok) return { state: "passed", message: `${publicUrl} is https and public.` };
    if (connection?.environment === "sandbox") {
      const message = `${publicUrl} is reachable from this machine only. The sandbox runs on it, so that is enough here.`;
      return { state: "warning", message };
    }
    return {
      state: "failed",
      message: `${system} cannot call ${publicUrl}. ${verdict.sentence}`,
      fix: { sentence: "Set PUBLIC_URL to the https address of this console and start it again." },
    };
  },
});
