// What all views share: who is signed in, where we are, light or dark, and short notices.
import { api, ApiError, type PolicyPage, type Session } from "./api";
import { t } from "./i18n.svelte";

export type View = "desk" | "policy" | "sandbox" | "figures";
export type Theme = "light" | "dark";
export interface Notice { id: number; text: string; tone: "good" | "bad" | "plain"; action?: { label: string; run: () => void } }

const VIEWS: readonly View[] = ["desk", "policy", "sandbox", "figures"];
const dark = matchMedia("(prefers-color-scheme: dark)");

function savedTheme(): Theme | null {
  const saved = localStorage.getItem("guarded-reply.theme");
  return saved === "light" || saved === "dark" ? saved : null;
}

function place(): { view: View; id: string | null } {
  const [view = "", id] = location.hash.replace(/^#\/?/, "").split("/");
  return { view: VIEWS.find((one) => one === view) ?? "desk", id: id ? decodeURIComponent(id) : null };
}

export const app = $state({
  session: null as Session | null,
  trouble: "" as string,
  place: place(),
  theme: savedTheme() ?? (dark.matches ? "dark" : "light") as Theme,
  notices: [] as Notice[],
  help: false,
  policy: null as PolicyPage | null,
});

export const allowed = (scope: string): boolean => app.session?.scopes.some((one) => one === scope || one === "admin") ?? false;

/** Whether the key's scopes open a view at all. */
export function opens(view: View): boolean {
  if (view === "desk") return allowed("draft") || allowed("review");
  if (view === "sandbox") return allowed("check");
  return view === "policy" || allowed("review");
}

export const openViews = (): View[] => VIEWS.filter(opens);

export function go(view: View, id: string | null = null): void {
  location.hash = id === null ? `/${view}` : `/${view}/${encodeURIComponent(id)}`;
}

export function setTheme(theme: Theme): void {
  app.theme = theme;
  localStorage.setItem("guarded-reply.theme", theme);
}

let count = 0;
export function notify(text: string, tone: Notice["tone"] = "plain", action?: Notice["action"]): void {
  const id = (count += 1);
  app.notices = [...app.notices.slice(-2), { id, text, tone, ...(action ? { action } : {}) }];
  setTimeout(() => dismiss(id), action ? 9000 : 4000);
}

export function dismiss(id: number): void {
  app.notices = app.notices.filter((one) => one.id !== id);
}

/** An error in the words of this interface. */
export function said(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  if (error.status === 0) return t("unreachable");
  if (error.type === "insufficient_scope") return t("noScope");
  return error.message;
}

export async function openSession(): Promise<void> {
  app.trouble = "";
  try {
    app.session = await api.session();
    if (app.session.authenticated || !app.session.key_required) void loadPolicy();
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) app.session = { authenticated: false, key_required: true, scopes: [], shop: null };
    else app.trouble = said(error);
  }
}

export async function loadPolicy(): Promise<void> {
  if (app.policy !== null) return;
  app.policy = await api.policy().catch(() => null);
}

export function startApp(): () => void {
  const onHash = (): void => void (app.place = place());
  const onDark = (): void => void (savedTheme() === null && (app.theme = dark.matches ? "dark" : "light"));
  addEventListener("hashchange", onHash);
  dark.addEventListener("change", onDark);
  void openSession();
  return () => {
    removeEventListener("hashchange", onHash);
    dark.removeEventListener("change", onDark);
  };
}
