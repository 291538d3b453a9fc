import { createHash } from "node:crypto";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { Codebook } from "../../../schemas/codebook.js";
import { validateCodebook } from "./validate.js";

/** Something wrong in a codebook file, with its place. */
export interface Problem {
  file: string;
  /** Counted from 1. */
  line: number;
  column: number;
  /** Where in the file, in words: "codes[3] (domain_safety) > rules[0] > match". */
  place: string;
  /** What was found, what is allowed. */
  message: string;
}

/** Reads a codebook file. All that is wrong with it comes back at once; throws nothing. */
export function parseCodebook(
  yamlText: string,
  fileName: string,
): { codebook: Codebook } | { problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const file = new CodebookFile(document, lines, fileName);
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        ...file.position(error.pos[0]),
        place: "the file as YAML",
        message: error.message,
      })),
    };
  }
  const parsed = Codebook.safeParse(document.toJS());
  if (!parsed.success) {
    return { problems: file.inOrder(parsed.error.issues.map((issue) => file.fromIssue(issue))) };
  }
  const faults = validateCodebook(parsed.data);
  if (faults.length === 0) return { codebook: parsed.data };
  return { problems: file.inOrder(faults.map((fault) => file.problem(fault.path, fault.message))) };
}

/** SHA-256 of what a codebook says; comments and layout of its file do not count. */
export function hashCodebook(codebook: Codebook): string {
  return createHash("sha256")
    .update(JSON.stringify(sortKeys(codebook)))
    .digest("hex");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

type Path = readonly PropertyKey[];

class CodebookFile {
  private readonly document: Document;
  private readonly lines: LineCounter;
  private readonly file: string;

  constructor(document: Document, lines: LineCounter, file: string) {
    this.document = document;
    this.lines = lines;
    this.file = file;
  }

  fromIssue(issue: z.core.$ZodIssue): Problem {
    if (issue.code === "unrecognized_keys") {
      const keys = issue.keys.map((key) => `'${key}'`).join(", ");
      return this.problem([...issue.path, issue.keys[0] as string], `Unknown key ${keys}.`);
    }
    return this.problem(issue.path, `${issue.message}${issue.message.endsWith(".") ? "" : "."}`);
  }

  problem(path: Path, message: string): Problem {
    return { ...this.position(this.offsetOf(path)), place: this.inWords(path), message };
  }

  position(offset: number): { file: string; line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col };
  }

  inOrder(problems: Problem[]): Problem[] {
    return problems.sort((a, b) => a.line - b.line || a.column - b.column);
  }

  /** Offset of the value at the path, or of the nearest one above it that is in the file. */
  private offsetOf(path: Path): number {
    for (let length = path.length; length > 0; length -= 1) {
      const above = this.nodeAt(path.slice(0, length - 1));
      const key = path[length - 1];
      if (isMap(above)) {
        const pair = above.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
      }
      const node = this.nodeAt(path.slice(0, length));
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  }

  private nodeAt(path: Path): unknown {
    return path.length === 0 ? this.document.contents : this.document.getIn(path, true);
  }

  private inWords(path: Path): string {
    if (path.length === 0) return "the whole file";
    const words: string[] = [];
    path.forEach((key, i) => {
      if (typeof key !== "number") words.push(String(key));
      else words[words.length - 1] += `[${key}]${this.nameAt(path.slice(0, i + 1))}`;
    });
    return words.join(" > ");
  }

  private nameAt(path: Path): string {
    const name = this.document.getIn([...path, "code"]) ?? this.document.getIn([...path, "id"]);
    return typeof name === "string" ? ` (${name})` : "";
  }
}
