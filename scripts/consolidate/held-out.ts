/**
 * Writes what models that never saw a passage's body say of the innovation codes of every gold passage: the mentions
 * that consolidation has to live with.
 *
 * tsx scripts/consolidate/held-out.ts OUT.json GOLD.jsonl [ALSO.jsonl]
 */
import { writeFileSync } from "node:fs";
import { loadWordVectors } from "../../pipeline/code/model/load.js";
import { trainModel } from "../../pipeline/code/model/train.js";
import { codebooksToLearnFrom, readForTraining, readGoldFiles } from "../training/gold-files.js";
import type { HeldOutAnswers } from "./development.js";

const FRAME = "innovation/";
const [out = "", ...files] = process.argv.slice(2);
const [gold, ...also] = files.map((file) => readGoldFiles([file], false));
if (!gold) throw new Error("Name the gold file: tsx scripts/consolidate/held-out.ts OUT.json GOLD.jsonl");
const examples = [...gold.examples, ...also.flatMap((file) => file.examples)];
const codebooks = codebooksToLearnFrom();
const { outOfFold } = trainModel(examples, readForTraining(examples, codebooks), {
  name: "held-out",
  version: "0",
  sha256: "",
  codebooks: Object.fromEntries(codebooks.map(({ frame, version }) => [frame, version])),
  vectors: loadWordVectors(),
  heldOutBodies: [...new Set(gold.examples.map(({ body }) => body))],
});
const answers: HeldOutAnswers = {};
outOfFold.forEach((codes, i) => {
  const id = examples[i]?.passage.id;
  if (!codes || id === undefined) return;
  const own = [...codes].filter(([code]) => code.startsWith(FRAME));
  answers[id] = Object.fromEntries(
    own.map(([code, { probability, applies }]) => [code.slice(FRAME.length), [probability, applies]]),
  );
});
writeFileSync(out, JSON.stringify(answers));
