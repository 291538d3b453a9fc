export { BANDS, type Band, DOUBTFUL_FROM } from "./allocate.js";
export {
  bandOf,
  type Draw,
  type DrawnPassage,
  drawSample,
  type FramePassage,
  type StratumDesign,
} from "./draw.js";
