export type { CellCount, FittedCell, Judged } from "./cells.js";
export { fitCells } from "./cells.js";
export {
  estimateByDesign,
  estimateRoganGladen,
  type Interval,
  type MeasuredErrors,
  measureErrors,
} from "./correct.js";
