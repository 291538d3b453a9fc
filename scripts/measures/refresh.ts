import type pg from "pg";
import {
  chooseSamples,
  countSamplePopulation,
  listFrames,
  type Measures,
  readJudgedSample,
  readMachineOfFrame,
  storeMeasures,
} from "../../sql/load/index.js";
import { comparePeople, type PairAgreement } from "./agreement.js";
import { correctShares } from "./prevalence.js";

/**
 * Computes anew what people's codings say of the coders: agreement, errors of the machine, corrected shares; and puts it
 * in the place of the former figures. Cheap where nobody has coded anything. Returns how the pairs agree.
 */
export async function refreshMeasures(pool: pg.Pool): Promise<PairAgreement[]> {
  const found: PairAgreement[] = [];
  const measures: Measures = { agreement: [], errors: [], prevalence: [] };
  const { rows } = await pool.query<{ frame: string }>(
    "select distinct frame from raw.codings where coder like 'human:%' order by frame",
  );
  const frames = await listFrames(pool);
  const samples = await chooseSamples(pool);
  for (const { frame } of rows) {
    const machine = frames.includes(frame) ? await readMachineOfFrame(pool, frame) : null;
    if (machine === null) continue;
    const codes = machine.codebook.codes.map(({ code }) => code);
    const sampleId = samples.get(frame) ?? null;
    const pairs = await comparePeople(pool, { frame, codes, sampleId });
    found.push(...pairs);
    measures.agreement.push(...pairs.map(agreementRow));
    if (sampleId === null) continue;
    const population = await countSamplePopulation(pool, sampleId, frame, machine);
    const judged = await readJudgedSample(pool, sampleId, frame, machine);
    const { errors, shares } = correctShares(codes, population, judged);
    measures.errors.push(
      ...errors.map((row) => ({
        sample_id: sampleId,
        frame,
        code: row.code,
        coder: machine.coder,
        coder_version: machine.coderVersion,
        judged: row.judged,
        positives: row.positives,
        ...columns("sensitivity", row.sensitivity),
        ...columns("specificity", row.specificity),
        precision_share: row.precision?.value ?? null,
        precision_low: row.precision?.low ?? null,
        precision_high: row.precision?.high ?? null,
      })),
    );
    measures.prevalence.push(
      ...shares.map((row) => ({
        sample_id: sampleId,
        frame,
        code: row.code,
        scope: row.scope,
        organisation_code: row.organisationCode,
        half_year: row.halfYear,
        passages: row.passages,
        machine_applies: row.machineApplies,
        judged: row.judged,
        ...columns("corrected", row.corrected),
        ...columns("rogan_gladen", row.roganGladen),
        why_empty: row.whyEmpty,
      })),
    );
  }
  await storeMeasures(pool, measures);
  return found;
}

function agreementRow(pair: PairAgreement): Record<string, unknown> {
  const { table, one, other } = pair;
  return {
    frame: pair.frame,
    code: pair.code,
    coder_one: one.coder,
    coder_one_version: one.coderVersion,
    coder_two: other.coder,
    coder_two_version: other.coderVersion,
    coder_two_codebook: other.codebookVersion,
    weighting: pair.weighting,
    sample_id: pair.sampleId,
    passages: pair.passages,
    both_say_yes: table.both,
    only_one_says_yes: table.onlyOne,
    only_two_says_yes: table.onlyOther,
    ...columns("percent", pair.percent),
    ...columns("kappa", pair.kappa),
    ...columns("ac1", pair.ac1),
    ...columns("alpha", pair.alpha),
    ...columns("positive_agreement", pair.positiveAgreement),
  };
}

function columns(
  name: string,
  figure: { value: number | null; low: number | null; high: number | null } | null,
) {
  return {
    [name]: figure?.value ?? null,
    [`${name}_low`]: figure?.low ?? null,
    [`${name}_high`]: figure?.high ?? null,
  };
}
