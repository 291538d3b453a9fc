import { once } from "node:events";

/** So many characters are written at once; fewer as soon as nothing more is at hand. */
const ENOUGH = 1 << 16;

/**
 * Writes lines in few large pieces, since a write costs as much as coding a passage. Nobody waits for a line longer
 * than until the program has nothing else in hand: a reader that sends one passage at a time has its answer at once.
 */
export class LineWriter {
  private text = "";
  private idle: NodeJS.Immediate | null = null;
  private readonly output: NodeJS.WritableStream;

  constructor(output: NodeJS.WritableStream) {
    this.output = output;
  }

  /** Waits where the reader is slow. */
  async write(line: string): Promise<void> {
    this.text += `${line}\n`;
    if (this.text.length >= ENOUGH) {
      if (!this.flush()) await once(this.output, "drain");
    } else this.idle ??= setImmediate(() => this.flush());
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (!this.flush()) await once(this.output, "drain");
  }

  private flush(): boolean {
    if (this.idle !== null) clearImmediate(this.idle);
    this.idle = null;
    const { text } = this;
    this.text = "";
    return text === "" || this.output.write(text);
  }
}
