import { SaxesParser } from "saxes";
import { ExpectedError } from "../errors.js";

/** An element of a document that was read whole. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  /** The text directly in it. */
  text: string;
  line: number;
}

const DEPTH = 100;
/** So much is given to the parser at a time. */
const PIECE = 1 << 20;

/**
 * Reads XML into elements by their local names. Documents that declare a DOCTYPE are refused, so entities can neither
 * reach other files nor multiply. Throws `ExpectedError` with line and column where it is not well formed.
 */
export function readXml(bytes: Buffer, name: string): Element {
  const text = decode(bytes, name);
  const parser = new SaxesParser({ xmlns: true, position: true, fileName: name });
  const open: Element[] = [];
  let root: Element | null = null;
  parser.on("doctype", () => {
    throw new ExpectedError(`${name} declares a DOCTYPE, which REFI-QDA does not know: it is not read.`);
  });
  parser.on("error", (error) => {
    throw new ExpectedError(`${name} is not well-formed XML: ${error.message}`);
  });
  parser.on("opentag", (tag) => {
    const attributes: Record<string, string> = {};
    for (const attribute of Object.values(tag.attributes)) attributes[attribute.local] = attribute.value;
    const element = { name: tag.local, attributes, children: [], text: "", line: parser.line };
    if (open.length >= DEPTH) throw new ExpectedError(`${name} nests deeper than ${DEPTH} elements.`);
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  const addText = (piece: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  for (let from = 0; from < text.length; from += PIECE) parser.write(text.slice(from, from + PIECE));
  parser.close();
  if (root === null) throw new ExpectedError(`${name} is empty.`);
  return root;
}

/** The text of a file in UTF-8, or UTF-16 with its mark, without the mark. */
export function decode(bytes: Buffer, name: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ExpectedError(`${name} is not text in ${encoding.toUpperCase()}: save it in UTF-8.`);
  }
}
