/** How pages look: quiet in light and dark, from a phone's width up, and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1c2127; --muted: #59636f; --rule: #d9dee4; --paper: #fff; --panel: #f5f7f9; --accent: #0b62a8;
  --s0: #0b62a8; --s1: #c2470a; --s2: #16825d; --s3: #8a4fae; --s4: #8f6a00; --s5: #b8336f; --s6: #3f4c5f; --s7: #14798f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e7eb; --muted: #9ba6b2; --rule: #323a43; --paper: #101418; --panel: #181d23; --accent: #6cb4ee;
    --s0: #5fade9; --s1: #f29355; --s2: #55c79c; --s3: #c394e4; --s4: #dab64a; --s5: #f28ab8; --s6: #aab6c6; --s7: #56c4dc;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: .95rem; margin: 1.25rem 0 .5rem; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
a { color: var(--accent); }
code, .mono { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace; font-size: .86em; }
.muted, figcaption small, .note { color: var(--muted); }
.note { font-size: .86rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .5rem 1.5rem; margin: 1.25rem 0 0; }
.facts dt { font-size: .8rem; color: var(--muted); }
.facts dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.facts dd small { font-size: .8rem; color: var(--muted); display: block; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.75rem 2rem; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: .9rem; margin-bottom: .35rem; }
figcaption strong { font-weight: 600; }
.keys { list-style: none; margin: .15rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .82rem; }
.keys svg { width: 1.5rem; height: .6rem; vertical-align: middle; margin-right: .35rem; }
.keys b { font-weight: 600; font-variant-numeric: tabular-nums; }
.keys small { color: var(--muted); font-size: inherit; }
svg.chart { display: block; width: 100%; height: auto; }
.chart text { font: 11px system-ui, sans-serif; fill: var(--muted); font-variant-numeric: tabular-nums; }
.chart .grid { stroke: var(--rule); stroke-width: .75; }
.chart .axis { stroke: var(--muted); stroke-width: 1; }
.curve { fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.dash { stroke-dasharray: 5 3.5; }
.band { fill: currentColor; opacity: .16; }
.dot { fill: currentColor; }
.hit { fill: transparent; }
.block { fill: currentColor; opacity: .55; }
.square { max-width: 22rem; }
.ideal { stroke: var(--muted); stroke-dasharray: 3 3; fill: none; }
.s0 { color: var(--s0); } .s1 { color: var(--s1); } .s2 { color: var(--s2); } .s3 { color: var(--s3); }
.s4 { color: var(--s4); } .s5 { color: var(--s5); } .s6 { color: var(--s6); } .s7 { color: var(--s7); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .86rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .22rem 1.25rem .22rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 500; color: var(--muted); }
td { overflow-wrap: anywhere; }
.number td, .number th:not(:first-child), td.number, th.number { text-align: right; white-space: nowrap; }
.number tbody th { min-width: 8rem; }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem 2rem; align-items: start; }
.pairs table { width: 100%; table-layout: fixed; }
.pairs th { width: 47%; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--accent); font-size: .9rem; margin: 1rem 0 .5rem; }
.flow { list-style: none; margin: 0; padding: 0; display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr);
  gap: 1.4rem; }
.flow > li { position: relative; min-width: 0; background: var(--panel); border: 1px solid var(--rule); border-radius: 6px;
  padding: .5rem .6rem .6rem; font-size: .84rem; }
.flow > li.broad { grid-column: span 2; }
.flow > li:not(:last-child)::after { content: ""; position: absolute; right: -1.05rem; top: 50%; width: .5rem; height: .5rem;
  border: solid var(--muted); border-width: 1.5px 1.5px 0 0; transform: translateY(-50%) rotate(45deg); }
.flow h4 { margin: 0; font-size: .86rem; } .flow .why { color: var(--muted); font-size: .76rem; line-height: 1.35; margin: 0 0 .4rem; }
.flow p { margin: .15rem 0; overflow-wrap: break-word; }
.shares { list-style: none; margin: 0; padding: 0; }
.shares > li { display: grid; grid-template-columns: 2.9rem 1fr; gap: .1rem .5rem; padding: .12rem 0; }
.shares .share { text-align: right; font-variant-numeric: tabular-nums; }
.bar { display: block; height: 4px; background: var(--rule); border-radius: 2px; margin: .15rem 0 .2rem; }
.bar i { display: block; height: 100%; border-radius: 2px; background: var(--s0); }
.nested h3 .bar { max-width: 12rem; }
.nested { border-left: 3px solid var(--rule); padding-left: .9rem; margin: .75rem 0; }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 1.1rem 1.75rem; }
.strip { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px; }
.strip img { width: 100%; display: block; image-rendering: pixelated; border-radius: 2px;
  outline: 1px solid var(--rule); outline-offset: -1px; }
.strip span { font-size: .72rem; color: var(--muted); }
.blend { display: flex; height: 5px; border-radius: 2px; overflow: hidden; margin: .3rem 0 .2rem; background: var(--rule); }
.blend i { background: var(--s0); } .blend i + i { background: var(--s1); } .blend i + i + i { background: var(--s2); }
.label { font-size: .82rem; margin: 0; }
.matrix { font-size: .8rem; } .matrix td { text-align: right; padding: .2rem .45rem; min-width: 2.3rem; border: 1px solid var(--paper); }
.matrix th { padding: .2rem .5rem .2rem 0; white-space: nowrap; }
.matrix thead th { vertical-align: bottom; padding: 0 .2rem .35rem; }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 12rem; overflow: hidden; }
.heat { width: 100%; max-width: 40rem; image-rendering: pixelated; border: 1px solid var(--rule); }
@media (min-width: 48rem) { .chart text { font-size: 9px; } }
@media (max-width: 40rem) {
  .flow { grid-auto-flow: row; }
  .flow > li.broad { grid-column: auto; }
  .flow > li:not(:last-child)::after { right: auto; left: 50%; top: auto; bottom: -.95rem; transform: translateX(-50%) rotate(135deg); }
  th, td { padding-right: .8rem; }
}
@media print { main { max-width: none; } details > * { display: block; } figure, .flow > li { break-inside: avoid; } }
`;
