import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { MONTHS } from "../report/half-years.js";
import { pick, randomFrom } from "./random.js";

const PLACES = [
  "Wexcombe",
  "Marlock Vale",
  "Eskmoor",
  "Aldermere",
  "Saltersby",
  "Wendlow",
  "Thornaby Dale",
  "Hexley",
];
const KINDS = ["Hospitals NHS Trust", "Community NHS Trust", "Ambulance Service NHS Trust"];
const WARDS = ["Heron", "Linnet", "Plover", "Bittern", "Kestrel", "Dunlin"];
const SCHEMES = [
  "discharge lounge",
  "antimicrobial round",
  "telephone triage line",
  "falls huddle",
  "electronic bed board",
  "theatre checklist",
];
const SENTENCES = [
  "The Chief Nurse had walked the wards at night and found that {n} patients on {ward} Ward had waited over four hours for pain relief; nobody had reported it.",
  "Members were assured by the green rating and noted the report.",
  "A {scheme} has been in use on {ward} Ward since March and {n} patients have passed through it.",
  "The Board approved a pilot of the {scheme} on {ward} Ward for six months.",
  "Mrs Colquitt asked what the {n} complaints had in common, and asked that the families be telephoned.",
  "The Director of Finance reported a surplus of {n} thousand pounds against plan.",
  "The Chairman congratulated all staff on another excellent month and said that the doubters had been answered.",
  "It was agreed that an outside reviewer would read the case notes of the {n} patients who had died.",
  "The evaluation of the {scheme} found that length of stay had fallen by {n} hours.",
];
const TITLES = ["Patient safety", "Finance", "Performance", "Complaints", "Nursing report", "Estates"];
/** Of this many files one is a copy, one no PDF, and one a PDF without minutes. */
const ODD_ONES = 25;
const MEETINGS_OF_A_BODY = 24;

/**
 * Writes `count` files: minutes of invented bodies, each about a page long, and among them copies, files that are no
 * PDF and letters. The same seed and count give the same bytes. `items` is the length of the minutes.
 */
export async function writeDocuments(
  folder: string,
  options: { count: number; seed: number; items?: number },
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { count, seed, items = 3 } = options;
  for (let index = 0; index < count; index++) {
    const path = join(folder, `${String(index).padStart(6, "0")}.pdf`);
    const kind = index % ODD_ONES;
    if (kind === 11) copyFileSync(join(folder, `${String(index - 1).padStart(6, "0")}.pdf`), path);
    else if (kind === 17) writeFileSync(path, `<html>no PDF ${seed} ${index}</html>`);
    else writeFileSync(path, await makeMinutes(seed, index, items, kind === 23));
  }
}

async function makeMinutes(seed: number, index: number, items: number, isLetter: boolean): Promise<Buffer> {
  const random = randomFrom(seed * 1_000_003 + index);
  const body = Math.floor(index / MEETINGS_OF_A_BODY);
  const name = `${PLACES[body % PLACES.length]} ${romanOf(Math.floor(body / PLACES.length))}${KINDS[body % KINDS.length]}`;
  const month = index % MEETINGS_OF_A_BODY;
  const day = `${1 + Math.floor(random() * 28)} ${MONTHS[month % 12]} ${2010 + Math.floor(month / 12)}`;
  const document = new PDFDocument({ size: "A4", margin: 72, info: { CreationDate: new Date(0) } });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on("end", resolve));
  document.fontSize(11);
  if (isLetter) {
    document.text(
      `Dear Madam,\n\nThank you for your letter of ${day}. The car park is closed.\n\nYours faithfully`,
    );
  } else {
    document.text(name).moveDown(0.8);
    document.text(`Minutes of the meeting of the Trust Board held on ${day} in the Board Room`).moveDown(0.8);
    document.text("Present: Mrs A Reed (Chair), Dr B Holt, Mr C Vane").moveDown(0.8);
    for (let item = 1; item <= items; item++) {
      document.text(`${String(item).padStart(2, "0")}/10 ${pick(random, TITLES)}`).moveDown(0.8);
      for (let paragraph = 0; paragraph < 2; paragraph++) {
        document.text(sentence(random)).moveDown(0.8);
      }
    }
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function sentence(random: () => number): string {
  return pick(random, SENTENCES)
    .replace("{ward}", pick(random, WARDS))
    .replace("{scheme}", pick(random, SCHEMES))
    .replace("{n}", String(2 + Math.floor(random() * 60)));
}

/** "", "North ", "South ", …: bodies of the same place have names of their own. */
function romanOf(round: number): string {
  const words = ["", "North ", "South ", "East ", "West ", "Upper ", "Lower ", "Great ", "Little "];
  return round < words.length ? (words[round] as string) : `District ${round} `;
}
