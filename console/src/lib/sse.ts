// Reads server-sent events from a fetch response: EventSource cannot carry an Authorization header.
export interface ServerEvent { name: string; data: string }

/** Cuts a growing text into events; feeds may end anywhere, even between CR and LF. */
export class EventReader {
  #rest = "";

  feed(chunk: string): ServerEvent[] {
    this.#rest += chunk;
    const held = this.#rest.endsWith("\r") ? "\r" : "";
    const text = (held ? this.#rest.slice(0, -1) : this.#rest).replace(/\r\n?/g, "\n");
    const blocks = text.split("\n\n");
    this.#rest = (blocks.pop() ?? "") + held;
    return blocks.map(parse).filter((event) => event !== null);
  }
}

function parse(block: string): ServerEvent | null {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [field, value] = cut(line);
    if (field === "event") name = value;
    else if (field === "data") data.push(value);
  }
  return data.length > 0 ? { name, data: data.join("\n") } : null;
}

function cut(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

export async function* readEvents(response: Response): AsyncGenerator<ServerEvent> {
  if (response.body === null) return;
  const reader = new EventReader();
  const stream = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { value, done } = await stream.read();
      if (done) break;
      yield* reader.feed(value);
    }
    yield* reader.feed("\n\n");
  } finally {
    void stream.cancel().catch(() => undefined);
  }
}
