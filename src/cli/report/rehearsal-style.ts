/**
 * The look of the page: light and dark after the reader's choice, and on paper without background.
 * No font, image or file of elsewhere.
 */
export const REHEARSAL_STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1c1e21; --dim: #5f6670; --rule: #d8dce1; --good: #1a7f37; --bad: #c0262d; --warn: #8a5a00; --mark: #2f6fb5; --shade: #f3f5f7; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #16181b; --text: #e4e6e9; --dim: #9aa2ac; --rule: #363b42; --good: #4ac26b; --bad: #ff7b72; --warn: #e0a83a; --mark: #79b8ff; --shade: #1f2327; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; border-bottom: 1px solid var(--rule); padding-bottom: .25rem; }
p.about { color: var(--dim); margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .93em; }
caption { text-align: left; color: var(--dim); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; font-weight: normal; }
thead th { color: var(--dim); }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.word { white-space: nowrap; }
.passed, .good { color: var(--good); } .failed, .bad { color: var(--bad); } .skipped { color: var(--dim); } .warn { color: var(--warn); }
.phases th, .phases .word, .phases .number { width: 1%; white-space: nowrap; }
.note td { color: var(--dim); border-bottom: 1px solid var(--rule); }
.track span { display: block; position: relative; height: 1rem; margin-top: .25rem; background: var(--shade); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.track i { position: absolute; top: 0; bottom: 0; background: currentColor; min-width: 3px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.requests .track { width: 18%; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 0 1.5rem; }
figure { margin: 1rem 0 0; break-inside: avoid; }
summary { cursor: pointer; padding: .35rem 0; color: var(--mark); } summary:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
details { margin-top: .5rem; }
pre { margin: 0; padding: .5rem .75rem; background: var(--shade); font: .85em/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
figcaption { font-size: .93em; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 11px system-ui, sans-serif; fill: var(--dim); }
.axis { stroke: var(--rule); } .quota { stroke: var(--bad); stroke-dasharray: 5 4; }
.curve { fill: none; stroke: var(--mark); stroke-width: 2; } .curve.over { stroke: var(--bad); } .area { fill: var(--mark); opacity: .15; }
code { font: .92em ui-monospace, monospace; }
li { margin: .2rem 0; }
@media screen and (max-width: 34rem) {
  body { padding: 1rem .75rem 2rem; } th, td { padding-right: .4rem; }
  .evidence, .requests, .evidence caption, .requests caption, .evidence tbody, .requests tbody { display: block; }
  .evidence thead, .requests thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .evidence tbody tr, .requests tbody tr { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .4rem 0; border-bottom: 1px solid var(--rule); }
  .evidence tbody td, .requests tbody td { padding: 0; border: 0; }
  .evidence td:nth-child(n+3), .requests td:nth-child(2):not(.word), .requests .word + td:not(.word, .number) { flex: 1 0 100%; }
  .requests .track { display: none; }
  .evidence td::before, .requests td::before { color: var(--dim); }
  .evidence td:nth-child(4)::before { content: "expected " / ""; } .evidence td:nth-child(5)::before { content: "seen " / ""; }
  .by-page td:nth-child(3)::before { content: "times " / ""; } .by-page td:nth-child(4)::before { content: "middle " / ""; } .by-page td:nth-child(5)::before { content: "longest " / ""; }
}
@page { margin: 15mm; }
@media print { :root { color-scheme: light; } details::details-content { content-visibility: visible; block-size: auto; opacity: 1; } pre { background: none; } body { max-width: none; padding: 0; --ground: #fff; font-size: 11px; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;
