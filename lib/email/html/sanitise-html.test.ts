import fc from "fast-check";
import sanitize from "sanitize-html";
import { describe, expect, test } from "vitest";
import { cleanCss, forceScheme } from "./css/mapping.ts";
import { frameDocument } from "./frame-document.ts";
import { sanitiseHtml } from "./sanitise-html.ts";

const clean = (html: string, remoteImages = false) => sanitiseHtml(html, { remoteImages });
const whole = ({ html, css }: { html: string; css: string }) => (css ? `<style>${css}</style>${html}` : html);
const kinds = (html: string) => clean(html).removed.map(({ kind, what }) => `${kind}: ${what}`);

describe("what a mail may not do is taken out, and named", () => {
  test.each<[string, string, string]>([
    ["a script", "<script>top.x = 1</script>", "script: <script>"],
    ["a script in another case", "<ScRiPt src=//evil.example></sCrIpT>", "script: <script>"],
    ["an event handler", '<img src="cid:a" onerror="alert(1)">', "event-handler: onerror on <img>"],
    ["an event handler after a slash", "<img/onerror=alert(1)/src=x>", "event-handler: onerror on <img>"],
    [
      "an address that runs a script",
      '<a href="javascript:alert(1)">x</a>',
      'script-address: href="javascript:alert(1)" on <a>',
    ],
    [
      "the same with a line end in it",
      '<a href="java\nscript:alert(1)">x</a>',
      'script-address: href="java\nscript:alert(1)" on <a>',
    ],
    [
      "the same in entities",
      '<a href="&#106;avascript:alert(1)">x</a>',
      'script-address: href="javascript:alert(1)" on <a>',
    ],
    [
      "a document in an address",
      '<a href="data:text/html,<script>1</script>">x</a>',
      'script-address: href="data:text/html,<script>1</script>" on <a>',
    ],
    ["a script in a drawing", "<svg><script>alert(1)</script></svg>", "drawing: <svg>"],
    ["a drawing that runs when it is there", '<svg onload="alert(1)">', "event-handler: onload on <svg>"],
    ["a frame", '<iframe src="https://evil.example"></iframe>', "frame: <iframe>"],
    [
      "a page that goes elsewhere",
      '<meta http-equiv="refresh" content="0;url=//evil.example">',
      "refresh: <meta>",
    ],
    ["a base address", '<base href="https://evil.example/">', "base: <base>"],
    ["a form", '<form action="https://evil.example"><input name="p"></form>', "form: <form>"],
    [
      "a remote image",
      '<img src="https://evil.example/pixel.gif">',
      "remote-image: https://evil.example/pixel.gif",
    ],
    [
      "an image without a scheme",
      '<img src="//evil.example/pixel.gif">',
      "remote-image: //evil.example/pixel.gif",
    ],
    [
      "a remote style sheet",
      '<link rel="stylesheet" href="https://evil.example/a.css">',
      "remote-style: <link>",
    ],
    [
      "an imported style",
      '<style>@import "https://evil.example/a.css";</style>',
      'remote-style: @import "https://evil.example/a.css";',
    ],
    [
      "a background",
      '<p style="background:url(https://evil.example/a)">x</p>',
      "remote-style: url(https://evil.example/a)",
    ],
    [
      "a background in escapes",
      "<style>p{background:\\75rl(//evil.example)}</style>",
      "remote-style: url(//evil.example)",
    ],
    ["an expression", '<p style="width:expression(alert(1))">x</p>', "script-address: expression("],
  ])("%s", (_name, html, told) => {
    expect(kinds(html)).toContain(told);
    expect(whole(clean(html))).not.toMatch(/script|onerror|onload|evil|<form|<base|<meta|<svg/i);
  });

  test("what is only layout comes through", () => {
    const html =
      '<table width="600" bgcolor="#fff"><tbody><tr><td style="padding:8px;color:#333">Hello <b>you</b> ' +
      '<a href="https://www.example.com">site</a> <img src="data:image/png;base64,AAAA" alt="Logo" /></td></tr></tbody></table>';
    expect(clean(html)).toEqual({ html, css: "", removed: [] });
  });

  test("rules of a style element come apart, with their medium and without its end in them", () => {
    const { css, html } = clean(
      '<style media="print">p{color:red}</style><style>a{content:"</sty"} </style >b{}</style>x',
    );
    expect(css).toContain("@media print {\np{color:red}\n}");
    expect(css).not.toContain("<");
    expect(html).toBe("b{}x");
  });

  test("remote images show when they are asked for, from https only", () => {
    const html = '<img src="https://cdn.example/a.png"><img src="http://cdn.example/b.png">';
    expect(clean(html, true).html).toBe('<img src="https://cdn.example/a.png" /><img />');
    expect(cleanCss("p{background:url(https://cdn.example/a.png)}", { remoteImages: true })).toBe(
      'p{background:url("https://cdn.example/a.png")}',
    );
  });
});

const PIECES = [
  ...["<script>", "</script>", "<svg>", "</svg>", "<math>", "<style>", "</style>", "<body onload=x()>"],
  ...[
    "<img src=x onerror=alert(1)>",
    '<a href="',
    "javascript:",
    "java\tscript:",
    "&#x6a;avascript:",
    "data:text/html,",
  ],
  ...[
    "<",
    ">",
    '"',
    "'",
    "`",
    "/",
    "=",
    " ",
    "\n",
    "\0",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<p",
    "<b>",
    "</b>",
    "<div>",
  ],
  ...[
    "onclick=",
    "ON",
    "style=",
    "url(",
    "@import ",
    "expression(",
    "\\75rl(",
    "/*",
    "*/",
    "//evil.example",
    ")",
  ],
  ...[
    "<form>",
    "<input autofocus onfocus=x>",
    "<iframe srcdoc='",
    "<base href=",
    "<meta http-equiv=refresh",
    "<noscript>",
  ],
  ...[
    "<template>",
    "<textarea>",
    "<title>",
    "</title>",
    "<plaintext>",
    "<xmp>",
    "{{agent.name}}",
    "text",
    "é",
    "😀",
  ],
];
const soup = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 24 })
  .map((pieces) => pieces.join(""));

/** Every element and attribute of some HTML, as a parser reads it. */
function elementsOf(html: string) {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  sanitize(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag: (name, attributes) => found.push({ name, attributes: { ...attributes } }),
  });
  return found;
}

describe("whatever is written", () => {
  test("nothing that runs, sends or fetches is left", () => {
    fc.assert(
      fc.property(soup, (html) => {
        for (const { name, attributes } of elementsOf(whole(clean(html)))) {
          expect(name).not.toMatch(
            /^(script|svg|math|iframe|object|embed|form|input|base|link|meta|template|noscript)$/,
          );
          for (const [attribute, value] of Object.entries(attributes)) {
            expect(attribute).not.toMatch(/^on|^srcdoc$|^srcset$|^action$/i);
            expect(value.replace(/[\s\0]/g, "")).not.toMatch(/^(java|vb)script:|^data:text/i);
            if (attribute === "src") expect(value).toMatch(/^(data:image\/|cid:|$)/i);
            if (attribute === "style")
              expect(value).not.toMatch(/url\((?!"data:image)|expression\(|@import/i);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("sanitising again changes nothing", () => {
    fc.assert(
      fc.property(soup, (html) => {
        const once = whole(clean(html));
        expect(whole(clean(once))).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test("words nested in words by the thousand are given up soon, and none is left", () => {
    const nested = `${"ex".repeat(30_000)}expression(${"pression(".repeat(30_000)}`;
    expect(cleanCss(nested, { remoteImages: false })).toBe("");
    expect(cleanCss("exexpression(pression(alert(1))", { remoteImages: false })).toBe("alert(1))");
  });

  test("rules that were cleaned once are clean", () => {
    fc.assert(
      fc.property(soup, (css) => {
        const once = cleanCss(css, { remoteImages: false });
        expect(cleanCss(once, { remoteImages: false })).toBe(once);
        expect(once).not.toMatch(/<|\\|@import|url\((?!"data:image)/i);
      }),
      { numRuns: 500 },
    );
  });
});

test("a value of a variable is text: it makes no element and runs as no address", () => {
  const options = { scheme: "light", remoteImages: false } as const;
  const values = { "agent.name": "<script>alert(1)</script>", "brand.url": "javascript:alert(1)" };
  const shown = frameDocument('<b>{{agent.name}}</b><a href="{{brand.url}}">x</a>', { values, ...options });
  expect(shown).toContain("<b>&lt;script&gt;alert(1)&lt;/script&gt;</b><a>x</a>");
});

test("dark colours of the author show in the dark preview and not in the light one", () => {
  const css =
    "@media (prefers-color-scheme: dark){p{color:#fff}} @media (prefers-color-scheme:light){p{color:#000}}";
  expect(forceScheme(css, "dark")).toBe(
    "@media (min-width: 0px){p{color:#fff}} @media (max-width: 0px){p{color:#000}}",
  );
  expect(forceScheme(css, "light")).toBe(
    "@media (max-width: 0px){p{color:#fff}} @media (min-width: 0px){p{color:#000}}",
  );
});
