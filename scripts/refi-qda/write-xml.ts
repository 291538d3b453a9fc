import builder from "xmlbuilder";
import { guidOf } from "./guid.js";
import type {
  QdaCase,
  QdaCode,
  QdaFrame,
  QdaMark,
  QdaSource,
  QdaUser,
  QdaValue,
  QdaVariable,
} from "./model.js";
import { CODEBOOK_NAMESPACE, INTERNAL, PROJECT_NAMESPACE } from "./namespaces.js";
import { mapOffsets } from "./offsets.js";

/** An element and what stands in it; attributes without a value are left out. */
type Attributes = Record<string, string | number | undefined>;

/**
 * Writes the XML of a project in pieces to `write`: `frame` first, each source as it comes, then the end. The order
 * of elements is the schema's, and containers that would be empty are left out, as it asks.
 */
export class ProjectXml {
  private readonly xml: ReturnType<typeof startXml>;
  private readonly typeOf: Map<string, QdaVariable["type"]>;
  private hasSources = false;

  constructor(
    private readonly frame: QdaFrame,
    write: (piece: string) => void,
  ) {
    this.typeOf = new Map(frame.variables.map((variable) => [variable.guid, variable.type]));
    this.xml = startXml(write);
    this.xml.open("Project", {
      xmlns: PROJECT_NAMESPACE,
      name: frame.name,
      origin: frame.origin,
      creationDateTime: frame.createdAt,
    });
    this.writeList("Users", frame.users, (user) => this.writeUser(user));
    if (frame.codes.length > 0) {
      this.xml.open("CodeBook");
      writeCodes(this.xml, frame.codes);
      this.xml.close();
    }
    this.writeList("Variables", frame.variables, (variable) => this.writeVariable(variable));
    this.writeList("Cases", frame.cases, (each) => this.writeCase(each));
  }

  addSource(source: QdaSource): void {
    if (!this.hasSources) this.xml.open("Sources");
    this.hasSources = true;
    const { xml } = this;
    xml.open("TextSource", {
      guid: source.guid,
      name: source.name,
      plainTextPath: `${INTERNAL}${source.guid}.txt`,
      creatingUser: undefined,
    });
    xml.text("Description", source.description);
    const offsets = mapOffsets(source.text);
    for (const coding of source.codings) {
      this.openSelection(coding, guidOf("selection", coding.guid), offsets.toCodePoints);
      xml.open("Coding", {
        guid: coding.guid,
        creatingUser: coding.user ?? undefined,
        creationDateTime: coding.createdAt,
      });
      xml.empty("CodeRef", { targetGUID: coding.code });
      xml.close();
      xml.close();
    }
    for (const mark of source.marks ?? []) {
      this.openSelection(mark, mark.guid, offsets.toCodePoints);
      xml.close();
    }
    this.writeValues(source.values);
    xml.close();
  }

  end(): void {
    if (this.hasSources) this.xml.close();
    this.xml.text("Description", this.frame.description);
    this.xml.close();
    this.xml.end();
  }

  private openSelection(mark: QdaMark, guid: string, convert: (units: number) => number): void {
    this.xml.open("PlainTextSelection", {
      guid,
      startPosition: convert(mark.start),
      endPosition: convert(mark.end),
      creatingUser: mark.user ?? undefined,
      creationDateTime: mark.createdAt,
    });
    this.xml.text("Description", mark.memo);
  }

  private writeUser({ guid, name, id }: QdaUser): void {
    this.xml.empty("User", { guid, name, id });
  }

  private writeVariable({ guid, name, type, description }: QdaVariable): void {
    this.xml.open("Variable", { guid, name, typeOfVariable: type });
    this.xml.text("Description", description);
    this.xml.close();
  }

  private writeCase({ guid, name, description, values, sources }: QdaCase): void {
    this.xml.open("Case", { guid, name });
    this.xml.text("Description", description);
    this.writeValues(values);
    for (const source of sources) this.xml.empty("SourceRef", { targetGUID: source });
    this.xml.close();
  }

  private writeValues(values: readonly QdaValue[]): void {
    for (const { variable, value } of values) {
      this.xml.open("VariableValue");
      this.xml.empty("VariableRef", { targetGUID: variable });
      this.xml.text(`${this.typeOf.get(variable) ?? "Text"}Value`, value);
      this.xml.close();
    }
  }

  private writeList<T>(name: string, things: readonly T[], write: (thing: T) => void): void {
    if (things.length === 0) return;
    this.xml.open(name);
    for (const thing of things) write(thing);
    this.xml.close();
  }
}

/** The XML of a codebook (.qdc): codes with descriptions under their parents. */
export function codebookXml(codes: readonly QdaCode[], origin: string): string {
  const pieces: string[] = [];
  const xml = startXml((piece) => pieces.push(piece));
  xml.open("CodeBook", { xmlns: CODEBOOK_NAMESPACE, origin });
  writeCodes(xml, codes);
  xml.close();
  xml.end();
  return pieces.join("");
}

function writeCodes(xml: ReturnType<typeof startXml>, codes: readonly QdaCode[]): void {
  const write = (parent: string | null) => {
    for (const code of codes) {
      if (code.parent !== parent) continue;
      xml.open("Code", {
        guid: code.guid,
        name: code.name,
        isCodable: String(code.isCodable),
        color: code.color,
      });
      xml.text("Description", code.description);
      write(code.guid);
      xml.close();
    }
  };
  xml.open("Codes");
  write(null);
  xml.close();
}

function startXml(write: (piece: string) => void) {
  const xml = builder.begin({ writer: builder.stringWriter({ pretty: false }) }, (piece) => write(piece));
  xml.dec("1.0", "UTF-8");
  let depth = 0;
  // The builder's own indentation would stand within values too. An element a line, so that readers can name lines.
  const breakLine = () => {
    if (depth > 0) xml.raw("\n");
  };
  return {
    open(name: string, attributes: Attributes = {}) {
      breakLine();
      xml.ele(name, clean(attributes));
      depth++;
    },
    close() {
      depth--;
      xml.up();
    },
    empty(name: string, attributes: Attributes) {
      breakLine();
      xml.ele(name, clean(attributes)).up();
    },
    text(name: string, text: string | undefined) {
      if (text === undefined || text === "") return;
      breakLine();
      xml.ele(name).txt(stripForbidden(text)).up();
    },
    end() {
      xml.end();
    },
  };
}

function clean(attributes: Attributes): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) kept[name] = stripForbidden(String(value));
  }
  return kept;
}

/** XML 1.0 forbids control characters and halves of pairs even where they are escaped. */
function stripForbidden(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
