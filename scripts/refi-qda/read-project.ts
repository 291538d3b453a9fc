import { ExpectedError } from "../errors.js";
import { normaliseGuid } from "./guid.js";
import type { QdaCode, QdaCoding, QdaMark, QdaSource, QdaValue, QdaValueType, ReadProject } from "./model.js";
import { INTERNAL, PROJECT_NAMESPACE } from "./namespaces.js";
import { mapOffsets } from "./offsets.js";
import { decode, type Element, readXml } from "./read-xml.js";
import { type QdaFiles, readQdaZip } from "./read-zip.js";

/**
 * Reads a REFI-QDA project (.qdpx): users, codes, variables, cases, and the text sources (or the text of PDF sources)
 * with every coding. `leftOut` says what else there is. Throws `ExpectedError` for what is no such project or points
 * to what is not there: a coding beyond its text, an unknown code.
 */
export async function readProject(bytes: Uint8Array): Promise<ReadProject> {
  const files = await readQdaZip(bytes);
  const root = readXml(files.project, "project.qde");
  if (root.name !== "Project") {
    throw new ExpectedError(
      `project.qde begins with <${root.name}>, not with <Project> of ${PROJECT_NAMESPACE}.`,
    );
  }
  const leftOut = new Map<string, number>();
  const leave = (what: string) => leftOut.set(what, (leftOut.get(what) ?? 0) + 1);
  const codes = readCodes(root);
  const known = new Set(codes.map((code) => code.guid));
  for (const part of root.children) {
    if (["Notes", "Links", "Sets", "Graphs"].includes(part.name))
      for (const each of part.children) leave(each.name);
  }
  return {
    name: root.attributes.name ?? "",
    origin: root.attributes.origin ?? "",
    ...optional("createdAt", root.attributes.creationDateTime),
    ...optional("description", textOf(root, "Description")),
    users: inside(root, "Users").map((user) => ({
      guid: guidIn(user),
      name: user.attributes.name ?? "",
      ...optional("id", user.attributes.id),
    })),
    codes,
    variables: inside(root, "Variables").map((variable) => ({
      guid: guidIn(variable),
      name: variable.attributes.name ?? "",
      type: (variable.attributes.typeOfVariable ?? "Text") as QdaValueType,
      ...optional("description", textOf(variable, "Description")),
    })),
    cases: inside(root, "Cases").map((each) => ({
      guid: guidIn(each),
      name: each.attributes.name ?? "",
      ...optional("description", textOf(each, "Description")),
      values: readValues(each),
      sources: each.children.filter(({ name }) => name === "SourceRef").map(target),
    })),
    sources: inside(root, "Sources").flatMap((element) => {
      const source = readSource(element, files, known, leave);
      if (source === null) leave(element.name);
      return source === null ? [] : [source];
    }),
    leftOut: [...leftOut].map(([what, count]) => `${count} ${what}`),
  };
}

function readCodes(root: Element): QdaCode[] {
  const codes: QdaCode[] = [];
  const read = (element: Element, parent: string | null) => {
    const guid = guidIn(element);
    codes.push({
      guid,
      name: element.attributes.name ?? "",
      isCodable: ["true", "1"].includes(element.attributes.isCodable ?? "true"),
      parent,
      ...optional("description", textOf(element, "Description")),
      ...optional("color", element.attributes.color),
    });
    for (const child of element.children) if (child.name === "Code") read(child, guid);
  };
  for (const codebook of root.children.filter(({ name }) => name === "CodeBook"))
    for (const code of inside(codebook, "Codes")) read(code, null);
  return codes;
}

function readSource(
  element: Element,
  files: QdaFiles,
  known: ReadonlySet<string>,
  leave: (what: string) => void,
): QdaSource | null {
  const body =
    element.name === "TextSource"
      ? element
      : element.name === "PDFSource"
        ? element.children.find(({ name }) => name === "Representation")
        : undefined;
  if (body === undefined) return null;
  const name = element.attributes.name ?? element.attributes.guid ?? "";
  const text = readText(body, files, name);
  const { toUnits } = mapOffsets(text);
  const codings: QdaCoding[] = [];
  const marks: QdaMark[] = [];
  const addCoding = (coding: Element, mark: Omit<QdaMark, "guid">) => {
    const reference = coding.children.find((child) => child.name === "CodeRef");
    if (reference === undefined) throw wrong(coding, "a Coding without CodeRef");
    const code = target(reference);
    if (!known.has(code)) throw wrong(coding, `a Coding with the code ${code}, which the codebook lacks`);
    const user = coding.attributes.creatingUser;
    const createdAt = coding.attributes.creationDateTime ?? mark.createdAt;
    codings.push({
      ...mark,
      guid: guidIn(coding),
      code,
      user: user === undefined ? mark.user : normaliseGuid(user),
      ...optional("createdAt", createdAt),
    });
  };
  for (const child of body.children) {
    if (child.name === "Coding") addCoding(child, { user: null, start: 0, end: text.length });
    if (child.name === "NoteRef") leave("NoteRef");
    if (child.name !== "PlainTextSelection") continue;
    const mark = readMark(child, toUnits, name);
    const own = child.children.filter((each) => each.name === "Coding");
    if (own.length === 0) marks.push(mark);
    for (const coding of own) addCoding(coding, mark);
  }
  if (body !== element)
    for (const child of element.children) {
      if (child.name === "Coding") addCoding(child, { user: null, start: 0, end: text.length });
      if (child.name === "PDFSelection") leave("PDFSelection (a box on a page, not a run of text)");
    }
  return {
    guid: guidIn(element),
    name,
    text,
    ...optional("description", textOf(element, "Description")),
    values: readValues(element),
    codings,
    ...(marks.length === 0 ? {} : { marks }),
  };
}

function readMark(element: Element, toUnits: (codePoints: number) => number | null, source: string): QdaMark {
  const at = (name: string) => {
    const text = element.attributes[name] ?? "";
    const units = /^\d{1,10}$/.test(text) ? toUnits(Number(text)) : null;
    if (units === null) throw wrong(element, `${name}="${text}", which lies outside the text of '${source}'`);
    return units;
  };
  const [start, end] = [at("startPosition"), at("endPosition")];
  if (end < start) throw wrong(element, `a selection of '${source}' that ends before it begins`);
  const user = element.attributes.creatingUser;
  return {
    guid: guidIn(element),
    user: user === undefined ? null : normaliseGuid(user),
    start,
    end,
    ...optional("memo", textOf(element, "Description")),
    ...optional("createdAt", element.attributes.creationDateTime),
  };
}

function readText(body: Element, files: QdaFiles, source: string): string {
  const inline = body.children.find(({ name }) => name === "PlainTextContent");
  if (inline !== undefined) return inline.text;
  const path = body.attributes.plainTextPath ?? "";
  if (!path.startsWith(INTERNAL)) {
    throw wrong(body, `'${source}' with its text at "${path}": only texts within the project are read`);
  }
  const name = path.slice(INTERNAL.length).toLowerCase();
  const bytes = files.texts.get(name);
  if (bytes === undefined)
    throw wrong(body, `'${source}' with its text at "${path}", which the archive lacks`);
  return decode(bytes, `sources/${name}`);
}

function readValues(element: Element): QdaValue[] {
  return element.children
    .filter(({ name }) => name === "VariableValue")
    .flatMap((each) => {
      const reference = each.children.find(({ name }) => name === "VariableRef");
      const value = each.children.find(({ name }) => name.endsWith("Value"));
      return reference === undefined || value === undefined
        ? []
        : [{ variable: target(reference), value: value.text }];
    });
}

function inside(element: Element, container: string): Element[] {
  return element.children.filter(({ name }) => name === container).flatMap(({ children }) => children);
}

function textOf(element: Element, name: string): string | undefined {
  const text = element.children.find((child) => child.name === name)?.text;
  return text === "" ? undefined : text;
}

function guidIn(element: Element): string {
  const { guid } = element.attributes;
  if (guid === undefined) throw wrong(element, `a ${element.name} without guid`);
  return normaliseGuid(guid);
}

function target(element: Element): string {
  const guid = element.attributes.targetGUID;
  if (guid === undefined) throw wrong(element, `a ${element.name} without targetGUID`);
  return normaliseGuid(guid);
}

function wrong(element: Element, what: string): ExpectedError {
  return new ExpectedError(`project.qde, line ${element.line}: ${what}.`);
}

function optional<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: string });
}
