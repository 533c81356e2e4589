// Server-sent events, however the bytes are cut.
import { expect, it } from "vitest";
import { EventReader } from "./sse";

const STREAM = 'event: segment\r\ndata: {"text":"您好"}\r\n\r\n: still here\n\nevent: reply\ndata: {\ndata: "a":1}\n\n';

it("reads the same events from any chunking", () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const reader = new EventReader();
    const events = [];
    for (let at = 0; at < STREAM.length; at += size) events.push(...reader.feed(STREAM.slice(at, at + size)));
    expect(events).toEqual([{ name: "segment", data: '{"text":"您好"}' }, { name: "reply", data: '{\n"a":1}' }]);
  }
});
