/**
 * A REFI-QDA project as boardsense uses it: plain-text sources and what users coded in them. Offsets count UTF-16
 * units of `QdaSource.text`, start included, end excluded, as everywhere in boardsense; the files themselves count
 * Unicode code points, and writer and reader convert.
 */
export interface QdaProject {
  name: string;
  /** The program that wrote it, with its version. */
  origin: string;
  /** ISO 8601 in UTC ("2026-11-30T12:00:00Z"); absent where the project says none. */
  createdAt?: string;
  description?: string;
  users: QdaUser[];
  /** A parent stands before its children. */
  codes: QdaCode[];
  variables: QdaVariable[];
  cases: QdaCase[];
  sources: QdaSource[];
}

/** Everything of a project but its sources, which the writer takes one at a time. */
export type QdaFrame = Omit<QdaProject, "sources">;

/** Who codes: a person, or a machine coder in one version. */
export interface QdaUser {
  guid: string;
  name: string;
  /** An id of the program's own. */
  id?: string;
}

export interface QdaCode {
  guid: string;
  /** Unique in the whole project. */
  name: string;
  /** False for headings that only group codes. */
  isCodable: boolean;
  parent: string | null;
  description?: string;
  /** "#1b9e77". */
  color?: string;
}

export type QdaValueType = "Text" | "Boolean" | "Integer" | "Float" | "Date" | "DateTime";

/** A property that sources or cases have. */
export interface QdaVariable {
  guid: string;
  name: string;
  type: QdaValueType;
  description?: string;
}

/** `value` as the file spells it: "2010-01-28", "true", "12". */
export interface QdaValue {
  variable: string;
  value: string;
}

/** A case (a body, say): its properties and sources. */
export interface QdaCase {
  guid: string;
  name: string;
  description?: string;
  values: QdaValue[];
  sources: string[];
}

export interface QdaSource {
  guid: string;
  /** Unique in the project. */
  name: string;
  text: string;
  description?: string;
  values: QdaValue[];
  codings: QdaCoding[];
  /** Runs of text that somebody marked without coding them. */
  marks?: QdaMark[];
}

/** One user's code on one run of a source's text. */
export interface QdaCoding {
  guid: string;
  /** Guid of the code. */
  code: string;
  /** Guid of the user; null where the file names none. */
  user: string | null;
  start: number;
  end: number;
  /** What the user noted beside it. */
  memo?: string;
  /** ISO 8601 in UTC. */
  createdAt?: string;
}

export type QdaMark = Omit<QdaCoding, "code">;

/** A project that was read, and what in the file boardsense has no use for, in words. */
export interface ReadProject extends QdaProject {
  leftOut: string[];
}
