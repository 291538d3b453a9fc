export {
  cohenKappa,
  gwetAC1,
  krippendorffAlpha,
  type Pair,
  percentAgreement,
  positiveAgreement,
} from "./agreement.js";
export {
  type ChoiceReport,
  type CodeReport,
  compareWithGold,
  type Said,
  type SetReport,
} from "./evaluate.js";
export { type Gold, type GoldProblem, readGold } from "./gold.js";
export { bootstrap, type Estimate, wilson } from "./intervals.js";
export { type BinaryScores, type Calibrated, f1Of, scoreBinary, scoreForecasts } from "./scores.js";
export { type Agreement, agreementOnCode, type Compared, type TwoByTwo } from "./two-by-two.js";
