// Places in a text: the service counts code points, the browser UTF-16 units; and a place must survive the edits made before the next verdict.
import type { Claim, Finding, Report } from "./api";

export type Mark =
  | { kind: "finding"; start: number; end: number; finding: Finding }
  | { kind: "claim"; start: number; end: number; claim: Claim };

/** For each code point offset of `text` (and its end) the UTF-16 offset. */
export function unitOffsets(text: string): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const char of text) {
    offsets.push(at);
    at += char.length;
  }
  offsets.push(at);
  return offsets;
}

/** The report's claims and findings at UTF-16 offsets of `text`, in reading order, findings after claims that begin at the same place. */
export function marksOf(text: string, report: Report): Mark[] {
  const units = unitOffsets(text);
  const unit = (offset: number): number => units[Math.max(0, Math.min(offset, units.length - 1))] ?? text.length;
  const marks: Mark[] = [
    ...report.claims.map((claim): Mark => ({ kind: "claim", start: unit(claim.start), end: unit(claim.end), claim })),
    ...report.findings.map((finding): Mark => ({ kind: "finding", start: unit(finding.start), end: unit(finding.end), finding })),
  ];
  return marks.filter((mark) => mark.end > mark.start).sort((a, b) => a.start - b.start || a.end - b.end);
}

export interface Edit { start: number; removed: number; inserted: number }

/** The smallest single replacement that turns `before` into `after`. */
export function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (tail < most - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  return { start, removed: before.length - start - tail, inserted: after.length - start - tail };
}

/** Moves marks through an edit; those that the edit touches are dropped: nobody has judged them yet. */
export function moved<T extends { start: number; end: number }>(marks: readonly T[], edit: Edit): T[] {
  const shift = edit.inserted - edit.removed;
  const out: T[] = [];
  for (const mark of marks) {
    if (mark.end <= edit.start) out.push(mark);
    else if (mark.start >= edit.start + edit.removed && !(mark.start < edit.start + edit.removed + 1 && edit.removed + edit.inserted === 0))
      out.push({ ...mark, start: mark.start + shift, end: mark.end + shift });
  }
  return out;
}

export type Look = "error" | "warning" | "info" | "proof" | "bare";
export interface Piece { text: string; start: number; look: Look | null; marks: number[] }

const RANK: Record<Look, number> = { error: 4, warning: 3, info: 2, bare: 1, proof: 0 };

export function lookOf(mark: Mark): Look {
  if (mark.kind === "finding") return mark.finding.severity;
  return mark.claim.supported_by === null ? "bare" : "proof";
}

/** Cuts `text` at every edge of a mark; each piece names the marks over it and the gravest look among them. */
export function piecesOf(text: string, marks: readonly Mark[]): Piece[] {
  const edges = new Set([0, text.length]);
  for (const mark of marks) {
    edges.add(Math.min(mark.start, text.length));
    edges.add(Math.min(mark.end, text.length));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const over = marks.flatMap((mark, at) => (mark.start <= start && end <= mark.end ? [at] : []));
    const looks = over.map((at) => lookOf(marks[at] as Mark)).sort((a, b) => RANK[b] - RANK[a]);
    return { text: text.slice(start, end), start, look: looks[0] ?? null, marks: over };
  });
}
