import { probit } from "simple-statistics";
import { seededRandom } from "../../pipeline/code/model/linear.js";
import { drawNormal } from "../../pipeline/correction/beta.js";
import { type Band, bandOf } from "../../pipeline/sampling/index.js";

/** What a simulated archive is like. */
export interface Setting {
  name: string;
  passages: number;
  organisations: number;
  /** Share of passages to which the code truly applies, over the archive. */
  prevalence: number;
  /** Share of those that the machine finds, and of the others that it marks wrongly. */
  sensitivity: number;
  falseAlarms: number;
  /** How much bodies differ in prevalence: standard deviation of the log odds. */
  spread: number;
  /** How much better the machine finds it in the second half-year than in the first (difference of sensitivities). */
  drift?: number;
}

export interface SimulatedPassage {
  id: string;
  groups: [organisation: string, halfYear: string];
  truth: boolean;
  isMarked: boolean;
  score: number;
  band: Band;
}

const HALF_YEARS = ["2010-H1", "2010-H2", "2011-H1"];

/**
 * An archive whose truth is known. Bodies differ in prevalence; the machine's latent score is normal, higher by `gap`
 * where the code applies, with a threshold that gives the sensitivity and the false alarms that were asked for; the
 * probability it states is a rough logistic of the latent score, not calibrated.
 */
export function makePopulation(setting: Setting, seed: number): SimulatedPassage[] {
  const random = seededRandom(seed);
  const logit = Math.log(setting.prevalence / (1 - setting.prevalence));
  const effects = Array.from({ length: setting.organisations }, () => setting.spread * drawNormal(random));
  const centre = centreOf(effects, logit, setting.prevalence);
  return Array.from({ length: setting.passages }, (_, i) => {
    const organisation = Math.floor(random() * setting.organisations);
    const halfYear = Math.floor(random() * HALF_YEARS.length);
    const truth = random() < 1 / (1 + Math.exp(-(centre + (effects[organisation] as number))));
    const drift = (setting.drift ?? 0) * (halfYear - 1) * 0.5;
    const threshold = truth ? -probit(setting.sensitivity + drift) : probit(1 - setting.falseAlarms);
    // Above the threshold by the normal deviate: marked with exactly the chance that was asked for.
    const latent = drawNormal(random) - threshold;
    const score = 1 / (1 + Math.exp(-1.7 * latent));
    const passage = { isMarked: latent > 0, score };
    return {
      id: `p${i}`,
      groups: [`body ${organisation}`, HALF_YEARS[halfYear] as string],
      truth,
      ...passage,
      band: bandOf(passage),
    };
  });
}

/** The log odds round which bodies with these effects have the prevalence on average. */
function centreOf(effects: readonly number[], start: number, prevalence: number): number {
  let centre = start;
  for (let i = 0; i < 100; i += 1) {
    const mean =
      effects.reduce((sum, effect) => sum + 1 / (1 + Math.exp(-(centre + effect))), 0) / effects.length;
    centre += Math.log(prevalence / (1 - prevalence)) - Math.log(mean / (1 - mean));
  }
  return centre;
}
