/** One style sheet for every page of the simulated consoles: plain, light and dark, usable on a phone. */
export const styleSheet = `
:root { color-scheme: light dark; --page: #f6f5f2; --panel: #fffefb; --ink: #24221e; --soft: #6a655c; --line: #dedad1;
  --accent: #7a4b10; --on-accent: #fffaf2; --good: #226b3a; --bad: #a32a20; --wait: #80600a; --mine: #f1e7d8; }
@media (prefers-color-scheme: dark) { :root { --page: #1b1a18; --panel: #242320; --ink: #eeebe4; --soft: #aaa498; --line: #3c3a35;
  --accent: #e2ad6b; --on-accent: #241a0c; --good: #7fce98; --bad: #f29a90; --wait: #e6c45f; --mine: #352d22; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
header.top { background: var(--panel); border-bottom: 3px solid var(--accent); padding: 10px 16px; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; }
header.top strong { font-size: 16px; }
header.top .note { color: var(--soft); font-size: 13px; }
main { max-width: 1040px; margin: 0 auto; padding: 16px; }
nav.path { color: var(--soft); font-size: 13px; margin-bottom: 4px; }
h1 { font-size: 22px; margin: 4px 0 12px; } h2 { font-size: 17px; margin: 24px 0 8px; } h3 { font-size: 15px; margin: 16px 0 4px; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-bottom: 16px; }
.panel > h2:first-child { margin-top: 0; }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: 13px; color: var(--soft); font-weight: 600; }
label, .label { display: block; font-weight: 600; margin-top: 12px; } .help { color: var(--soft); font-size: 13px; margin: 2px 0; }
input[type=text], input[type=url], input[type=password], input[type=number], input[type=search], select, textarea {
  width: 100%; padding: 8px; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: 6px; }
.check { display: flex; gap: 8px; align-items: baseline; font-weight: 400; margin-top: 6px; }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: 8px 14px; margin: 12px 8px 0 0; border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none; }
button.plain, .button.plain { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code, pre, .id { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
pre { background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 12px; overflow-x: auto; max-height: 70vh; }
.copyable { box-decoration-break: clone; -webkit-box-decoration-break: clone; user-select: all; background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 4px 8px; }
dl { display: grid; grid-template-columns: minmax(8em, max-content) 1fr; gap: 6px 16px; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 12px; padding: 0; list-style: none; }
.tile { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 12px; }
.tile a { font-weight: 600; } .tile p { margin: 4px 0 0; color: var(--soft); font-size: 13px; }
.error, .notice { border-left: 4px solid var(--bad); background: var(--panel); padding: 10px 12px; margin-bottom: 12px; } .notice { border-color: var(--good); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.panel > p:first-child { margin-top: 0; } .panel > p:last-child { margin-bottom: 0; }
.good, .meta.good { color: var(--good); } .bad, .meta.bad { color: var(--bad); } .wait, .meta.wait { color: var(--wait); } .soft { color: var(--soft); }
.desk { display: grid; grid-template-columns: 300px 1fr; gap: 16px; align-items: start; } @media (max-width: 760px) { .desk { grid-template-columns: 1fr; } #conversation { order: -1; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } }
ul.cases, ol.transcript { list-style: none; margin: 0; padding: 0; } ul.cases li { border-bottom: 1px solid var(--line); padding: 8px 0; } ul.cases button { margin-top: 4px; }
ol.transcript { margin-top: 8px; max-height: 60vh; overflow-y: auto; } ol.transcript li { border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; margin: 8px 0; max-width: 85%; overflow-wrap: anywhere; white-space: pre-wrap; }
ol.transcript li.outbound { margin-left: auto; background: var(--mine); } .meta { display: block; font-size: 12px; color: var(--soft); white-space: normal; }
form.inline { display: inline; }
fieldset { border: 0; padding: 0; margin: 12px 0 0; min-width: 0; } legend { padding: 0; } .columns fieldset { columns: 17em; } .columns label { break-inside: avoid; overflow-wrap: anywhere; } .columns legend { column-span: all; }
.admin { display: grid; grid-template-columns: 200px minmax(0, 1fr); gap: 16px; align-items: start; } p.label { margin-bottom: 2px; } p.label + p { margin-top: 0; } details { margin-top: 8px; } summary { cursor: pointer; }
ol.transcript button { padding: 1px 8px; margin-top: 4px; font-size: 13px; } .admin table button { margin: 0; padding: 3px 10px; } dl + dl, dl + div > dl:first-child { margin-top: 6px; }
.desk.floor { grid-template-columns: 260px minmax(0, 1fr); } @media (max-width: 760px) { .desk.floor { grid-template-columns: minmax(0, 1fr); } }
td button, td .button { margin: 0 4px 2px 0; padding: 2px 10px; }
table.wide { min-width: 860px; }
.pair { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } @media (max-width: 760px) { .pair { grid-template-columns: minmax(0, 1fr); } }
.preview { width: 100%; height: 420px; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
.floor table button, .floor li button { margin: 2px 4px 0 0; padding: 2px 8px; font-size: 13px; }
.menu ul { list-style: none; margin: 0; padding: 0; } .menu li { padding: 3px 0; } [aria-current=page] { font-weight: 700; color: var(--ink); }
@media (max-width: 760px) { .admin { grid-template-columns: minmax(0, 1fr); } .menu ul { display: flex; flex-wrap: wrap; gap: 4px 14px; } }
`;

/** Copy buttons, and the agent desk's renewal of its lists without losing what is being typed. */
export const script = `
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!button) return;
  const text = document.getElementById(button.dataset.copy)?.textContent ?? "";
  navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied"; });
});
const filled = document.querySelector("[data-preview]");
filled?.addEventListener("input", async () => {
  const fields = new URLSearchParams(new FormData(filled));
  const response = await fetch(filled.dataset.preview + "?" + fields).catch(() => null);
  if (!response?.ok) return;
  for (const [id, text] of Object.entries(await response.json())) document.getElementById(id).textContent = text;
});
const desk = document.querySelector("[data-live]");
async function renew() {
  try {
    const response = await fetch(desk.dataset.live, { headers: { accept: "application/json" } });
    if (!response.ok) return;
    for (const [id, html] of Object.entries(await response.json())) {
      const part = document.getElementById(id);
      if (!part || part.dataset.html === html) continue;
      const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
      const atEnd = part.scrollHeight - part.scrollTop - part.clientHeight < 40;
      part.innerHTML = html;
      part.dataset.html = html;
      if (atEnd) part.scrollTop = part.scrollHeight;
      if (focused && document.activeElement === document.body) part.querySelector('[aria-label="' + CSS.escape(focused) + '"]')?.focus();
    }
  } catch {
    // The sandbox is restarting: the next round tries again.
  }
}
if (desk) {
  const transcript = document.getElementById("transcript");
  if (transcript) transcript.scrollTop = transcript.scrollHeight;
  setInterval(renew, 1000);
  renew();
}
`;
