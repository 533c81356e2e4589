"""Style and script of the report page."""

STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5d6878;--line:#d9dee6;--paper:#fff;--card:#f6f8fa;--accent:#1f6feb;--bad:#b42318;--good:31,136,61;--wrong:200,60,40}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b6;--line:#333c48;--paper:#14181d;--card:#1c222a;--accent:#6ea8fe;--bad:#ff8a7a}}
*{box-sizing:border-box}body{margin:0;-webkit-text-size-adjust:100%;background:var(--paper);color:var(--ink);font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header,main{max-width:1200px;margin:auto;padding:0 16px}h1{margin:.3em 0}h2{margin:1.6em 0 .5em;font-size:1.15em}h3{margin:0;font-size:1em}.meta,small{color:var(--soft);font-size:.85em}.meta{overflow-wrap:anywhere}.bad{color:var(--bad)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9em}th,td{padding:4px 10px;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
.plot{container-type:inline-size;max-width:1000px}.rate{display:grid;grid-template-columns:220px 1fr 300px;gap:2px 14px;align-items:center;min-height:26px;break-inside:avoid}.rate .name{text-align:right;overflow-wrap:anywhere}.rate .bar,.rate .ticks{grid-column:2;grid-row:1}.rate .words{grid-column:3;grid-row:1;font-size:.9em;font-variant-numeric:tabular-nums}
.bar{position:relative;height:14px;background:linear-gradient(var(--line),var(--line)) 0 50%/100% 1px no-repeat}.bar b,.bar i{position:absolute;top:50%;transform:translateY(-50%);print-color-adjust:exact;-webkit-print-color-adjust:exact}.bar b{height:6px;border-radius:3px;background:var(--accent);opacity:.4}.bar i{width:10px;height:10px;margin-left:-5px;border-radius:50%;background:var(--accent)}
.ticks{display:flex;justify-content:space-between;color:var(--soft);font-size:.75em}.ticks span{width:0;display:flex;justify-content:center;white-space:nowrap}
@container(max-width:640px){.rate{grid-template-columns:minmax(9em,1fr) auto;padding:3px 0}.rate .name{text-align:left;grid-column:1;grid-row:1}.rate .words{grid-column:2;text-align:right}.rate .bar,.rate .ticks{grid-column:1/-1;grid-row:2;margin:0 6px}}
.facts{display:flex;flex-wrap:wrap;gap:8px 28px;margin:0}.facts dt{color:var(--soft);font-size:.85em}.facts dd{margin:0;font-variant-numeric:tabular-nums}a{color:var(--accent)}
tr>:first-child{position:sticky;left:0;background:var(--paper)}
.matrix td{text-align:center;padding:2px 6px}.matrix th{padding:2px 6px;font-weight:400}.matrix .up{height:150px;vertical-align:bottom}.matrix .up span{writing-mode:vertical-rl;transform:rotate(180deg)}.right{background:rgba(var(--good),var(--s))}.wrong{background:rgba(var(--wrong),var(--s))}
article{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px;margin:12px 0;break-inside:avoid}article p{margin:.35em 0}.talk p{max-width:80%;width:fit-content;padding:5px 10px;border-radius:10px;border:1px solid var(--line);overflow-wrap:anywhere}.talk .agent{margin-left:auto}.judged{border-color:var(--accent)!important}
mark{background:rgba(var(--wrong),.3);color:inherit;border-bottom:2px solid var(--bad)}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8em}.tools{position:sticky;top:0;background:var(--paper);padding:8px 0}input,select{font:inherit;padding:4px 8px;max-width:100%}
.matrix td{print-color-adjust:exact;-webkit-print-color-adjust:exact}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}
@media print{:root{color-scheme:light}.tools,details{display:none}body{font-size:11px}.scroll{overflow:visible}.matrix .up{height:120px}.matrix td,.matrix th{padding:1px 3px;font-size:9px}}
"""

SCRIPT = """
(()=>{const find=document.getElementById('find'),label=document.getElementById('label'),shown=document.getElementById('shown');if(!find)return;
const all=[...document.querySelectorAll('article')].map(node=>({node,text:node.textContent.toLowerCase(),labels:JSON.parse(node.dataset.labels)}));
const show=()=>{let n=0;for(const c of all){const on=c.text.includes(find.value.toLowerCase())&&(!label.value||c.labels.includes(label.value));c.node.hidden=!on;n+=on}shown.textContent=n+' / '+all.length};
find.addEventListener('input',show);label.addEventListener('change',show);show()})();
"""
