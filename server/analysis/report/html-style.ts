/**
 * The style sheet of the HTML report. The page's policy allows exactly this text, by `STYLE_HASH`; a style attribute or another sheet has no effect.
 * Colours have a contrast of at least 4.5 to their background, in both schemes. Source: https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export const STYLE = `
:root { color-scheme: light dark; --text: #1c2733; --dim: #55626f; --line: #d5dce3; --back: #fff; --panel: #f4f6f8; --link: #0a58ca;
  --error: #b3261e; --warning: #8a5300; --info: #0a58ca; --hint: #4d5b69; }
@media (prefers-color-scheme: dark) { :root { --text: #e3e9ef; --dim: #a5b1bd; --line: #35414d; --back: #12181f; --panel: #1b232c; --link: #8ab8ff;
  --error: #ff8a80; --warning: #ffc266; --info: #8ab8ff; --hint: #b4c0cc; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
ul.counts { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
ul.counts li { padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--panel); }
ul.counts strong { font-size: 1.4rem; margin-right: .3rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; } caption { text-align: left; color: var(--dim); padding: .3rem 0; }
th, td { padding: .45rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--panel); } tbody th { font-weight: normal; white-space: nowrap; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; } pre { margin: .4rem 0; padding: .5rem; overflow-x: auto; background: var(--panel); }
mark { background: none; color: inherit; text-decoration: underline wavy var(--error); text-underline-offset: .2em; }
.level { font-weight: 600; white-space: nowrap; } .dim { color: var(--dim); }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); } .hint { color: var(--hint); }
@media print { body { max-width: none; } details { display: block; } }
`;

/** The SHA-256 of `STYLE`, as content security policies write it. Source: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
export const STYLE_HASH = "sha256-LKBsOOL7a3rQXOJM0wsoa9naBkzEEHFzL3cmgzgsA0M=";
