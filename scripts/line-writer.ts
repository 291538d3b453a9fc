import { once } from "node:events";
import type { Writable } from "node:stream";

/** So many characters are written at once; fewer as soon as nothing more is at hand. */
const ENOUGH = 1 << 16;

/**
 * Writes lines in few large pieces, since a write costs as much as coding a passage. Nobody waits for a line longer
 * than until the program has nothing else in hand: a reader that sends one passage at a time has its answer at once.
 */
export class LineWriter {
  private text = "";
  private idle: NodeJS.Immediate | null = null;
  private readonly output: Writable;

  constructor(output: Writable) {
    this.output = output;
  }

  /** Waits where the reader is slow. */
  async write(line: string): Promise<void> {
    this.text += `${line}\n`;
    if (this.text.length >= ENOUGH) this.flush();
    else this.idle ??= setImmediate(() => this.flush());
    await this.drained();
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    this.flush();
    await this.drained();
  }

  private async drained(): Promise<void> {
    if (this.output.writableNeedDrain) await once(this.output, "drain");
  }

  private flush(): void {
    if (this.idle !== null) clearImmediate(this.idle);
    this.idle = null;
    const { text } = this;
    this.text = "";
    if (text !== "") this.output.write(text);
  }
}
