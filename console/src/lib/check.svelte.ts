// Judges a text while it is being written: waits for a pause, gives up what is under way, and drops the verdict of a text that is no longer there.
import { api, type Report, type ReplyRequest } from "./api";
import { editBetween, marksOf, moved, type Mark } from "./spans";

const PAUSE_MS = 120;

export class LiveCheck {
  text = $state("");
  marks = $state.raw<Mark[]>([]);
  /** The verdict on exactly `text`; null while there is none. */
  report = $state.raw<Report | null>(null);
  state = $state<"idle" | "waiting" | "failed">("idle");
  took = $state<number | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | null = null;

  /** The text has changed; `settled` is false while an input method is still composing. */
  changed(text: string, request: ReplyRequest | null, settled = true): void {
    if (text !== this.text) {
      this.marks = moved(this.marks, editBetween(this.text, text));
      this.text = text;
      this.report = null;
    }
    this.#stop();
    if (text.trim() === "" || request === null) {
      this.marks = [];
      this.state = "idle";
      return;
    }
    this.state = "waiting";
    if (settled) this.#timer = setTimeout(() => void this.#judge(text, request), PAUSE_MS);
  }

  /** Takes a verdict that came with the text itself. */
  take(text: string, report: Report): void {
    this.#stop();
    this.text = text;
    this.report = report;
    this.marks = marksOf(text, report);
    this.state = "idle";
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
  }

  async #judge(text: string, request: ReplyRequest): Promise<void> {
    const running = (this.#running = new AbortController());
    const began = performance.now();
    try {
      const report = await api.check(request, text, running.signal);
      if (running.signal.aborted || text !== this.text) return;
      this.took = Math.round(performance.now() - began);
      this.take(text, report);
    } catch {
      if (!running.signal.aborted) this.state = "failed";
    }
  }
}
