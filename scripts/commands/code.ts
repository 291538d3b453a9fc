import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { Command } from "commander";
import { loadShippedCodebooks } from "../../pipeline/code/codebook/index.js";
import {
  ANSWERED_FRAMES,
  answerPassage,
  type Coders,
  createCoders,
  loadShippedModel,
} from "../../pipeline/code/index.js";
import { readPassageLine } from "../../pipeline/code/read-line.js";
import { EXIT } from "../errors.js";
import { LineWriter } from "../line-writer.js";
import { openModel } from "../open-model.js";

interface CodeOptions {
  model?: string;
  rulesOnly?: boolean;
}

/** `boardsense code`: passages in, answers out, a line of JSON each, in order. Touches no database. */
export function codeCommand(): Command {
  return new Command("code")
    .description("Code passages: JSONL on stdin, JSONL on stdout, one line for each, in order.")
    .option("--model <dir>", "a model trained with `boardsense train`, instead of the one that ships")
    .option("--rules-only", "let the rules decide alone")
    .addHelpText(
      "after",
      `
A line holds id and text, and may hold heading, before and after (the neighbouring passages).
A line that cannot be read gives {"id","error"} and the rest goes on; the exit code is then ${EXIT.someNotCoded}.

Example:

    echo '{"id":"1","heading":"Quality","text":"Mrs Webb asked what the assurance rested on."}' | boardsense code
`,
    )
    .action(async (options: CodeOptions) => {
      process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        // The reader has seen enough (`| head`): nothing is wrong.
        if (error.code === "EPIPE") process.exit(EXIT.done);
        throw error;
      });
      const errors = await codeLines(process.stdin, process.stdout, openCoders(options));
      process.exitCode = errors > 0 ? EXIT.someNotCoded : EXIT.done;
    });
}

function openCoders({ model, rulesOnly }: CodeOptions): Coders {
  const frames: readonly string[] = ANSWERED_FRAMES;
  return createCoders({
    codebooks: loadShippedCodebooks().filter(({ frame }) => frames.includes(frame)),
    model: rulesOnly ? null : model === undefined ? loadShippedModel() : openModel(model),
  });
}

/** Answers every line of `input` on `output`, waiting where the reader is slow; returns how many were wrong. */
export async function codeLines(
  input: NodeJS.ReadableStream,
  output: Writable,
  coders: Coders,
): Promise<number> {
  let errors = 0;
  const writer = new LineWriter(output);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const read = readPassageLine(line);
    const answer = "passage" in read ? answerPassage(coders, read.passage) : read;
    if ("error" in answer) errors += 1;
    await writer.write(JSON.stringify(answer));
  }
  await writer.end();
  return errors;
}
