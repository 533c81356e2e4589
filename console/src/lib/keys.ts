// Small helpers for the keyboard.
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const modKey = isMac ? "⌘" : "Ctrl";
export const altKey = isMac ? "⌥" : "Alt";

/** Whether key presses at `target` are text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Ctrl, or Command on a Mac. */
export const withMod = (event: KeyboardEvent): boolean => (isMac ? event.metaKey : event.ctrlKey);
