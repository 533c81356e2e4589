// Times as people at the desk read them.
import { pick } from "./i18n.svelte";

const CHINA = "Asia/Shanghai";
const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: CHINA });
const dayOf = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: CHINA });

/** 14:32 today, 昨天 yesterday, 11-19 earlier. */
export function briefly(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const day = dayOf.format(at);
  if (day === dayOf.format(now)) return clock.format(at);
  if (day === dayOf.format(new Date(now.getTime() - 86_400_000))) return pick("昨天", "Yesterday");
  return day.slice(5);
}

export function clockOf(iso: string | null | undefined): string {
  if (!iso) return "";
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? "" : clock.format(at);
}

export function dayAndClock(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : `${dayOf.format(at).slice(5)} ${clock.format(at)}`;
}

export function dayLabel(iso: string | null | undefined): string {
  if (!iso) return "";
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const [, month = "", day = ""] = dayOf.format(at).split("-");
  return pick(`${Number(month)}月${Number(day)}日`, `${month}-${day}`);
}
