/** How a report looks: on a screen by day and by night, and on A4. */

const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#eef0ee, #0e1215);
  --card: light-dark(#ffffff, #161c21);
  --raised: light-dark(#f4f6f5, #1f272d);
  --line: light-dark(#dce1e0, #2a343b);
  --text: light-dark(#18211f, #e9efee);
  --soft: light-dark(#55615e, #9dabaf);
  --good: light-dark(#0c6b58, #58d6b4);
  --bad: light-dark(#b3261e, #ff8a80);
  --site: light-dark(#0b3d91, #8ab8ff);
  --marginal: light-dark(#0c6b58, #45c9a4);
  --fixed: light-dark(#5b6466, #a7b0b3);
  --puffin: light-dark(#a85a00, #f0a545);
  --push-button: light-dark(#7347a6, #bf9bec);
  --threshold: light-dark(#5a6b00, #b9c95b);
  --tongzhou-2019: light-dark(#a5185a, #f583b4);
  --rules-broken: light-dark(#b3261e, #ff8a80);
  --bar-green: light-dark(#16794c, #1f9a63);
  --bar-yellow: light-dark(#e3a400, #e8b023);
  --bar-red: light-dark(#b3362c, #a63a31);
  font-family: system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC",
    "Microsoft YaHei", sans-serif;
  font-size: 15px;
  line-height: 1.45;
}`;

const TEXT = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 2.4rem 3rem; background: var(--card); }
h1, h2, p, ul, dl, dd, figure { margin: 0; padding: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 0.4rem; }
p { margin: 0.35rem 0; max-width: 52rem; }
code { font-family: ui-monospace, "Noto Sans Mono", Consolas, monospace; font-size: 0.86em;
  overflow-wrap: anywhere; }
.kicker { color: var(--good); font-weight: 650; font-size: 0.85rem; margin: 0 0 0.2rem; }
.note, .soft, figcaption { color: var(--soft); }
.note { font-size: 0.86rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.facts, .legend { list-style: none; display: flex; flex-wrap: wrap; }
.facts { gap: 0.1rem 1.1rem; margin: 0.4rem 0 1.1rem; color: var(--soft); font-size: 0.88rem; }
.short ul { padding-left: 1.1rem; }
.short h2 { margin-top: 1.3rem; }
.tiles { display: grid; grid-template-columns: repeat(6, 1fr); gap: 0.5rem; }
.tiles > div { background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
  padding: 0.5rem 0.6rem; }
.tiles dt { color: var(--soft); font-size: 0.78rem; }
.tiles dd b { font-size: 1.45rem; font-weight: 680; }
.tiles dd span { color: var(--soft); font-size: 0.82rem; white-space: nowrap; }
.tiles small { display: block; color: var(--soft); font-size: 0.75rem; min-height: 1.1em; }
figure { margin: 0.9rem 0; }
figcaption { font-weight: 650; font-size: 0.88rem; margin-bottom: 0.2rem; }
dl:not(.tiles) { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.2rem; }
dl:not(.tiles) dt { color: var(--soft); }
@media (max-width: 640px) {
  main { padding: 1.2rem 1rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
}`;

const TABLES = `
table { border-collapse: collapse; width: 100%; margin: 0.7rem 0; font-size: 0.84rem;
  font-variant-numeric: tabular-nums; }
table.small, table.reasons { font-size: 0.78rem; }
.wide { overflow-x: auto; }
caption { text-align: left; font-weight: 650; padding-bottom: 0.2rem; color: var(--soft); }
th, td { text-align: left; font-weight: inherit; padding: 0.22rem 0.5rem 0.22rem 0;
  vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); vertical-align: bottom; line-height: 1.25; }
th.number, td.number { text-align: right; }
td.number, td.setting, th.plan, th[scope="row"].number { white-space: nowrap; }
tr.site > * { font-weight: 650; }
.key { display: inline-block; width: 1.5em; height: 1.5em; margin: -0.3em 0.3em -0.3em 0;
  vertical-align: -0.1em; }
.key.hatched { height: 0.9em; margin: 0 0.4em 0 0; border: 1px solid var(--soft); vertical-align: -0.05em;
  background: repeating-linear-gradient(135deg, var(--line) 0 2px, transparent 2px 5px); }
.key.stroke { width: 2.6em; height: 0.8em; margin: 0 0.4em 0 0; vertical-align: 0; }
.key.figure { margin: 0; text-align: center; color: var(--soft); }
td.better { font-weight: 650; color: var(--good); }
td.worse { font-weight: 650; color: var(--bad); }
td.unclear, tr.not-asked > * { color: var(--soft); }
td.verdict { white-space: nowrap; }
tr.broken > td.verdict { color: var(--bad); font-weight: 700; }
.rules td:nth-child(4) { min-width: 11rem; }
.rules code { display: block; color: var(--soft); }
.unverified { font-style: italic; color: var(--soft); }
.legend { gap: 0.15rem 1.1rem; font-size: 0.82rem; margin: 0.3rem 0 0.5rem; }`;

const FAMILIES = [
  "site",
  "marginal",
  "fixed",
  "puffin",
  "push-button",
  "threshold",
  "tongzhou-2019",
  "rules-broken",
] as const;

const FAMILY = FAMILIES.map(
  (family) => `
.mark.${family} { fill: var(--${family}); }
.curve.${family}, .interval.${family} { stroke: var(--${family}); }
text.${family} { fill: var(--${family}); }`,
).join("");

const CHARTS = `
svg.chart { display: block; width: 100%; height: auto; margin: 0.4rem 0; }
svg text { font-size: 11px; fill: var(--text); }
.axes .grid { stroke: var(--line); stroke-width: 1; }
.axes .axis { stroke: var(--soft); fill: none; }
.axes .tick { fill: var(--soft); text-anchor: middle; }
.axes .tick.end, .axes .title.end { text-anchor: end; }
.axes .title { fill: var(--text); font-weight: 600; font-size: 11.5px; }
.mark { stroke: var(--card); stroke-width: 1.2; }
.mark.site { fill-rule: evenodd; stroke-width: 1.6; }
.mark.broken, .mark.rules-broken { fill: none; stroke: var(--rules-broken); stroke-width: 2.4; }
.curve { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
.interval { fill: none; stroke-width: 1; opacity: 0.4; }
.label { text-anchor: middle; font-size: 11.5px; font-weight: 600; paint-order: stroke;
  stroke: var(--card); stroke-width: 3px; }
.label.violations, .label.rules-broken { font-size: 10px; font-weight: 400; }
.label.violations { fill: var(--soft); }
.unreachable .ground { fill: var(--raised); }
.unreachable .hatch { stroke: var(--line); stroke-width: 1.6; }
.unreachable .edge { fill: none; stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 5 3; }
.unreachable circle { fill: var(--soft); }
.unreachable-name { fill: var(--soft); paint-order: stroke; stroke: var(--raised);
  stroke-width: 4px; }
.stroked .curve { stroke-width: 2; }
.stroked .curve.site { stroke-width: 3; }
.stroked .curve.fixed { stroke-dasharray: 7 4; }
.stroked .curve.puffin { stroke-dasharray: 2 3; }
.stroked .curve.tongzhou-2019 { stroke-dasharray: 9 3 2 3; }
.stroked .curve.push-button { stroke-dasharray: 4 2; }
.levels path { stroke: var(--soft); stroke-dasharray: 1 3; stroke-width: 1.2; }
.levels text { text-anchor: middle; font-weight: 700; font-size: 12px; fill: var(--soft); }
.rows text { text-anchor: end; fill: var(--soft); font-size: 10.5px; }
.bar.green, .bar.flashing { fill: var(--bar-green); }
.bar.yellow { fill: var(--bar-yellow); }
.bar.red { fill: var(--bar-red); }
.bar.dark { fill: var(--soft); }
.stripe { stroke: light-dark(#ffffff, #0e1512); stroke-opacity: 0.6; stroke-width: 2; }
.seconds { text-anchor: middle; font-weight: 650; fill: #fff; }
.seconds.yellow { fill: #241a00; }
.seconds.flashing { paint-order: stroke; stroke: var(--bar-green); stroke-width: 4px; }
.count .base { stroke: var(--line); }
.count.people .area { fill: light-dark(#4b9fe0, #3b83bd); }
.count.vehicles .area { fill: light-dark(#a9b1b3, #58646a); }
.count text { text-anchor: middle; font-size: 10px; font-weight: 650; paint-order: stroke;
  stroke: var(--card); stroke-width: 3px; }
.red-crossing { fill: none; stroke: var(--bad); stroke-width: 2.2; }
.decisions path { fill: none; stroke: var(--soft); stroke-width: 1.2; }
.decisions .act path { stroke: var(--good); stroke-width: 2; }
.decisions text { text-anchor: middle; font-size: 10px; fill: var(--soft); }
.decisions .act text { fill: var(--good); font-weight: 700; }`;

const PRINT = `
@page { size: A4; margin: 14mm 14mm 16mm; }
@media print {
  :root { color-scheme: light; font-size: 10.5px; }
  body { background: none; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  p { max-width: none; }
  .wide { overflow: visible; }
  .together, caption { break-inside: avoid; }
  thead, caption, .note { break-after: avoid; }
  tbody tr:nth-child(-n + 3) { break-before: avoid; }
  svg.chart, .tiles, tr, figcaption, .legend { break-inside: avoid; }
  figcaption { break-after: avoid; }
  thead { display: table-header-group; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`;

/** All of it. */
export const STYLE = [COLOURS, TEXT, TABLES, CHARTS, FAMILY, PRINT].join("\n");
