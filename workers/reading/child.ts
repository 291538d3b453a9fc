import { warmUp } from "../../pipeline/extract/pdf-document.js";
import { guardThisProcess } from "./guard.js";
import type { ReadingReply, ReadingRequest } from "./messages.js";
import { readDocument } from "./read-document.js";

guardThisProcess(Number(process.argv[2]));
process.on("disconnect", () => process.exit(0));
process.on("message", async (request: ReadingRequest) => {
  say(await readDocument(request, say));
});
await warmUp();
say({ id: 0, kind: "ready" });

function say(reply: ReadingReply): void {
  if (process.connected) process.send?.(reply);
}
