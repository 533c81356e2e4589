// Which field of the facts pane the proof being looked at comes from.
export const highlight = $state<{ fact: string | null }>({ fact: null });
