import { Command } from "commander";
import {
  type CoderOfFrame,
  chooseSamples,
  listCodersOfFrame,
  listFrames,
  readMachineOfFrame,
} from "../../sql/load/index.js";
import type { Warehouse } from "../../sql/warehouse.js";
import { ExpectedError, UsageError } from "../errors.js";
import { comparePair, isPerson, type PairAgreement } from "../measures/agreement.js";
import { describeAgreement, nameCoder } from "../measures/describe.js";
import { refreshMeasures } from "../measures/refresh.js";

interface Options {
  frame?: string;
  coder: string[];
  json?: boolean;
}

/** `boardsense agreement`: how far coders agree, code by code. */
export function agreementCommand(open: (command: Command) => Promise<Warehouse>): Command {
  return new Command("agreement")
    .description(
      "Say how far coders agree on the passages that both coded: percent, Cohen's kappa, Gwet's AC1, Krippendorff's alpha and agreement on yes, each with its 95% interval, code by code. Without --coder, every pair with a person in it.",
    )
    .option("--frame <frame>", "one coding frame only")
    .option(
      "--coder <coder>",
      "one of two coders to compare: human:AB (or AB), model, rules; with a version as model@default@2026-11-22",
      (value: string, previous: string[]) => [...previous, value],
      [],
    )
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      `
Examples:

    boardsense agreement --frame orientation
    boardsense agreement --frame orientation --coder AB --coder model
`,
    )
    .action(async (options: Options, command: Command) => {
      const warehouse = await open(command);
      try {
        const pairs = await compare(warehouse, options);
        process.stdout.write(
          options.json ? `${JSON.stringify(pairs.map(toJson), null, 2)}\n` : describeAgreement(pairs),
        );
      } finally {
        await warehouse.close();
      }
    });
}

async function compare({ pool }: Warehouse, options: Options): Promise<PairAgreement[]> {
  const known = await listFrames(pool);
  if (known.length === 0) throw new ExpectedError("This archive is empty: nobody has coded anything.");
  if (options.frame !== undefined && !known.includes(options.frame))
    throw new UsageError(
      `There is no frame '${options.frame}'. This archive is coded by ${known.join(", ")}.`,
    );
  if (options.coder.length !== 0 && options.coder.length !== 2)
    throw new UsageError("Give --coder twice, once for each of the two, or not at all.");
  const all = await refreshMeasures(pool);
  const frames = options.frame === undefined ? known : [options.frame];
  const samples = await chooseSamples(pool);
  const found: PairAgreement[] =
    options.coder.length === 0 ? all.filter(({ frame }) => frames.includes(frame)) : [];
  for (const frame of options.coder.length === 0 ? [] : frames) {
    const machine = await readMachineOfFrame(pool, frame);
    const codes = machine?.codebook.codes.map(({ code }) => code) ?? [];
    const about = { frame, codes, sampleId: samples.get(frame) ?? null };
    const coders = await listCodersOfFrame(pool, frame);
    const [one, other] = options.coder.map((text) => findCoder(coders, text));
    if (one === undefined || other === undefined) continue;
    if (one === other) throw new UsageError(`${nameCoder(one)} agrees with itself. Name two coders.`);
    // A person first: there are fewer of their answers to look up.
    const [first, second] = isPerson(one) ? [one, other] : [other, one];
    found.push(...(await comparePair(pool, { ...about, one: first, other: second })));
  }
  if (found.length > 0) return found;
  if (options.coder.length === 0)
    throw new ExpectedError(
      "No person has coded anything that others coded too. Draw a sample: boardsense sample --frame orientation --out sheet.csv",
    );
  const names = new Set<string>();
  for (const frame of frames)
    for (const coder of await listCodersOfFrame(pool, frame)) names.add(nameCoder(coder));
  throw new UsageError(
    `No passage was coded by both ${options.coder.join(" and ")}. Who has coded: ${[...names].sort().join(", ")}.`,
  );
}

/** The coder that is meant: the latest version where none is named. */
function findCoder(coders: readonly CoderOfFrame[], text: string): CoderOfFrame | undefined {
  return coders.findLast(
    (coder) =>
      coder.coder === text ||
      coder.coder === `human:${text}` ||
      text === `${coder.coder}@${coder.coderVersion}` ||
      text === nameCoder(coder),
  );
}

function toJson({ one, other, table, ...pair }: PairAgreement) {
  return { ...pair, one: nameCoder(one), other: nameCoder(other), ...table };
}
