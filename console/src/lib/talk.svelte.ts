// One open conversation: its facts (real or tried out), the draft that answers one version of it, and what is sent.
import { api, ApiError, type Conversation, type Reply, type ReplyRequest } from "./api";
import { allowed, notify, said } from "./app.svelte";
import { LiveCheck } from "./check.svelte";
import { t } from "./i18n.svelte";

export interface EditorHandle {
  focus(): void;
  setText(text: string): void;
  append(text: string): void;
}

export class Talk {
  conversation = $state.raw<Conversation | null>(null);
  trouble = $state("");
  /** Facts changed for trying out; never sent to the store. */
  tried = $state.raw<ReplyRequest | null>(null);
  /** The version that the text in the editor answers; null while the editor is empty. */
  base = $state<number | null>(null);
  reply = $state.raw<Reply | null>(null);
  drafting = $state(false);
  sending = $state(false);
  readonly check = new LiveCheck();
  editor: EditorHandle | null = null;

  readonly request = $derived.by<ReplyRequest | null>(() => {
    const real = this.conversation?.request ?? null;
    return real === null || this.tried === null ? real : { ...this.tried, conversation: real.conversation };
  });
  readonly stale = $derived(this.base !== null && this.conversation !== null && this.conversation.version > this.base);
  readonly errors = $derived(this.check.report?.findings.filter((finding) => finding.severity === "error").length ?? 0);
  readonly sendable = $derived(this.check.report !== null && this.check.report.ok && !this.stale && !this.sending && !this.drafting && this.check.text.trim() !== "");
  readonly overridable = $derived(this.check.report !== null && !this.check.report.ok && !this.stale && !this.sending && !this.drafting);

  #life = new AbortController();
  #drafting: AbortController | null = null;

  constructor(readonly id: string, private readonly onChange: () => void) {
    void this.reload().then(() => api.follow(id, (event) => this.#heard(event.data), this.#life.signal));
  }

  dispose(): void {
    this.#life.abort();
    this.#drafting?.abort();
    this.check.dispose();
  }

  async reload(): Promise<void> {
    try {
      this.#now(await api.conversation(this.id));
    } catch (error) {
      this.trouble = said(error);
    }
  }

  #now(conversation: Conversation): void {
    if (this.#life.signal.aborted || (this.conversation !== null && conversation.version < this.conversation.version)) return;
    this.trouble = "";
    this.conversation = conversation;
  }

  #heard(data: string): void {
    const { version } = JSON.parse(data) as { version?: number };
    if (version === undefined || version === this.conversation?.version) return;
    void this.reload().then(this.onChange);
  }

  typed(text: string): void {
    if (text === "") {
      this.base = null;
      this.reply = null;
    } else this.base ??= this.conversation?.version ?? null;
  }

  async draft(): Promise<void> {
    const request = this.request;
    if (request === null || this.conversation === null || !allowed("draft")) return;
    this.#drafting?.abort();
    const running = (this.#drafting = new AbortController());
    const version = this.conversation.version;
    this.drafting = true;
    this.reply = null;
    this.editor?.setText("");
    let last = 0;
    try {
      const reply = await api.draft(request, (text, message) => {
        if (running.signal.aborted) return;
        this.editor?.append(message > last ? `\n${text}` : text);
        last = Math.max(last, message);
      }, running.signal);
      if (running.signal.aborted) return;
      if (this.check.text !== reply.text) this.editor?.setText(reply.text);
      this.reply = reply;
      this.base = version;
      if (this.tried === null && this.check.text === reply.text) this.check.take(reply.text, { ok: !reply.findings.some((finding) => finding.severity === "error"), findings: reply.findings, claims: reply.claims });
    } catch (error) {
      if (!running.signal.aborted) notify(said(error), "bad");
    } finally {
      if (this.#drafting === running) this.drafting = false;
    }
  }

  stopDraft(): void {
    this.#drafting?.abort();
    this.drafting = false;
  }

  /** Keeps the words although the conversation went on; they are judged against it again. */
  keep(): void {
    this.base = this.conversation?.version ?? null;
    this.reply = null;
  }

  async send(overrideReason?: string): Promise<boolean> {
    const conversation = this.conversation;
    const text = this.check.text;
    if (conversation === null || (overrideReason === undefined ? !this.sendable : !this.overridable)) return false;
    this.sending = true;
    const reply = this.reply;
    try {
      const after = await api.send(this.id, {
        text, version: this.base ?? conversation.version,
        ...(reply ? { reply_id: reply.trace.id } : {}), ...(overrideReason === undefined ? {} : { override_reason: overrideReason }),
      });
      this.#now(after);
      this.clear();
      const edited = reply !== null && reply.text !== text; // the service records it as a review: accepted or edited
      notify(t("sent"), "good", edited && allowed("review") ? this.#caseAction(reply) : undefined);
      this.onChange();
      return true;
    } catch (error) {
      await this.#refused(error, text);
      return false;
    } finally {
      this.sending = false;
    }
  }

  async #refused(error: unknown, text: string): Promise<void> {
    if (error instanceof ApiError && error.status === 409) await this.reload();
    else if (error instanceof ApiError && error.status === 422 && error.report !== undefined) {
      this.check.take(text, error.report);
      notify(t("blockedByServer"), "bad");
    } else notify(said(error), "bad");
  }

  async reject(): Promise<void> {
    const reply = this.reply;
    if (reply === null) return;
    try {
      await api.reject(reply.trace.id);
    } catch (error) {
      notify(said(error), "bad");
      return;
    }
    this.clear();
    notify(t("rejected"), "plain", this.#caseAction(reply));
  }

  clear(): void {
    this.editor?.setText("");
    this.reply = null;
    this.base = null;
  }

  #caseAction(reply: Reply): { label: string; run: () => void } {
    return { label: t("saveCase"), run: () => void saveCase(reply.trace.id) };
  }
}

async function saveCase(id: string): Promise<void> {
  try {
    const line = `${JSON.stringify(await api.evalCase(id))}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([line], { type: "application/jsonl" }));
    link.download = `${id}.guard.jsonl`;
    link.click();
    URL.revokeObjectURL(link.href);
    notify(t("caseSaved"), "good");
  } catch (error) {
    notify(said(error), "bad");
  }
}
