import ArchiveX from "lucide-react/icons/archive-x";
import ArrowLeftRight from "lucide-react/icons/arrow-left-right";
import Bell from "lucide-react/icons/bell";
import Cable from "lucide-react/icons/cable";
import CalendarClock from "lucide-react/icons/calendar-clock";
import FileCode from "lucide-react/icons/file-code";
import Globe from "lucide-react/icons/globe";
import Handshake from "lucide-react/icons/handshake";
import Headset from "lucide-react/icons/headset";
import House from "lucide-react/icons/house";
import Inbox from "lucide-react/icons/inbox";
import KeyRound from "lucide-react/icons/key-round";
import LayoutTemplate from "lucide-react/icons/layout-template";
import ListChecks from "lucide-react/icons/list-checks";
import ListTree from "lucide-react/icons/list-tree";
import LockKeyhole from "lucide-react/icons/lock-keyhole";
import LogIn from "lucide-react/icons/log-in";
import Mail from "lucide-react/icons/mail";
import MailX from "lucide-react/icons/mail-x";
import Megaphone from "lucide-react/icons/megaphone";
import MessagesSquare from "lucide-react/icons/messages-square";
import Network from "lucide-react/icons/network";
import Paperclip from "lucide-react/icons/paperclip";
import PhoneCall from "lucide-react/icons/phone-call";
import PhoneForwarded from "lucide-react/icons/phone-forwarded";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import PlugZap from "lucide-react/icons/plug-zap";
import Puzzle from "lucide-react/icons/puzzle";
import RadioTower from "lucide-react/icons/radio-tower";
import ScrollText from "lucide-react/icons/scroll-text";
import Send from "lucide-react/icons/send";
import ShieldCheck from "lucide-react/icons/shield-check";
import Signature from "lucide-react/icons/signature";
import Split from "lucide-react/icons/split";
import SquareTerminal from "lucide-react/icons/square-terminal";
import Target from "lucide-react/icons/target";
import Timer from "lucide-react/icons/timer";
import UsersRound from "lucide-react/icons/users-round";
import Waypoints from "lucide-react/icons/waypoints";
import Workflow from "lucide-react/icons/workflow";
import type { NavGroup } from "./nav.ts";

const CALLS = ["admin", "operator", "auditor"];
const TENANT = ["admin", "operator"];
const LOGS = ["admin", "auditor"];
const ADMIN = ["admin"];

/** What the console consists of, in the order of its navigation. */
export const consoleNav: readonly NavGroup[] = [
  {
    items: [
      { label: "Overview", href: "/overview", icon: <House aria-hidden /> },
      { label: "Handovers", href: "/handovers", icon: <Cable aria-hidden /> },
      { label: "Connections", href: "/connections", icon: <PlugZap aria-hidden />, roles: CALLS },
      { label: "Conversations", href: "/conversations", icon: <MessagesSquare aria-hidden /> },
    ],
  },
  {
    label: "CXone",
    items: [
      { label: "Skills", href: "/skills", icon: <Target aria-hidden />, roles: TENANT },
      { label: "Campaigns", href: "/campaigns", icon: <Megaphone aria-hidden />, roles: TENANT },
      { label: "Agents", href: "/agents", icon: <Headset aria-hidden />, roles: TENANT },
      { label: "Channels", href: "/channels", icon: <RadioTower aria-hidden />, roles: TENANT },
      { label: "Studio scripts", href: "/scripts", icon: <Workflow aria-hidden />, roles: TENANT },
      { label: "Roles", href: "/roles", icon: <ShieldCheck aria-hidden />, roles: TENANT },
      { label: "Integrations", href: "/integrations", icon: <Puzzle aria-hidden />, roles: TENANT },
      { label: "Readiness", href: "/readiness", icon: <ListChecks aria-hidden />, roles: TENANT },
    ],
  },
  {
    label: "Voice",
    items: [
      { label: "Transfers", href: "/transfers", icon: <PhoneForwarded aria-hidden /> },
      { label: "Open transfers", href: "/transfers/live", icon: <PhoneCall aria-hidden /> },
      { label: "Transfer log", href: "/transfers/log", icon: <ListTree aria-hidden /> },
      { label: "Transfer policies", href: "/transfers/policies", icon: <Split aria-hidden /> },
      { label: "Personal Connection", href: "/outbound", icon: <PhoneOutgoing aria-hidden /> },
    ],
  },
  {
    label: "Email",
    items: [
      { label: "Email", href: "/email", icon: <Mail aria-hidden /> },
      { label: "Domains", href: "/email/domains", icon: <Globe aria-hidden />, roles: CALLS },
      { label: "SMTP", href: "/email/smtp", icon: <Send aria-hidden />, roles: CALLS },
      { label: "Templates", href: "/email/templates", icon: <LayoutTemplate aria-hidden />, roles: CALLS },
      { label: "Signatures", href: "/email/signatures", icon: <Signature aria-hidden />, roles: CALLS },
      { label: "Permissions", href: "/email/permissions", icon: <LockKeyhole aria-hidden />, roles: CALLS },
      { label: "Routing queues", href: "/email/queues", icon: <Waypoints aria-hidden />, roles: CALLS },
      { label: "SLA", href: "/email/sla", icon: <Timer aria-hidden />, roles: CALLS },
      { label: "Attachments", href: "/email/extensions", icon: <Paperclip aria-hidden />, roles: CALLS },
      { label: "Requests", href: "/email/requests", icon: <Handshake aria-hidden />, roles: CALLS },
      { label: "Bounced", href: "/email/bounced", icon: <MailX aria-hidden />, roles: CALLS },
    ],
  },
  {
    label: "Activity",
    items: [
      { label: "Deliveries", href: "/activity/deliveries", icon: <Inbox aria-hidden />, roles: CALLS },
      {
        label: "Request log",
        href: "/activity/requests",
        icon: <ArrowLeftRight aria-hidden />,
        roles: CALLS,
      },
      { label: "Notices", href: "/notices", icon: <Bell aria-hidden />, roles: CALLS },
      { label: "Audit log", href: "/activity/audit", icon: <ScrollText aria-hidden />, roles: CALLS },
    ],
  },
  {
    label: "Settings",
    items: [
      { label: "People", href: "/settings/people", icon: <UsersRound aria-hidden />, roles: LOGS },
      { label: "Sign-in", href: "/settings/sign-in", icon: <LogIn aria-hidden />, roles: ADMIN },
      { label: "API tokens", href: "/settings/api-tokens", icon: <KeyRound aria-hidden />, roles: ADMIN },
      { label: "Expiry calendar", href: "/expiries", icon: <CalendarClock aria-hidden />, roles: CALLS },
      {
        label: "Configuration",
        href: "/settings/configuration",
        icon: <FileCode aria-hidden />,
        roles: CALLS,
      },
      { label: "API", href: "/settings/api", icon: <SquareTerminal aria-hidden /> },
      { label: "Private hosts", href: "/settings/private-hosts", icon: <Network aria-hidden />, roles: LOGS },
      { label: "Retention", href: "/settings/retention", icon: <ArchiveX aria-hidden />, roles: LOGS },
    ],
  },
];
