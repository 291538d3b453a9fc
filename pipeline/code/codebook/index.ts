export {
  CodebookError,
  describeProblem,
  loadCodebook,
  loadCodebooks,
  loadShippedCodebooks,
  SHIPPED_CODEBOOKS,
} from "./load.js";
export { hashCodebook, type Problem, parseCodebook } from "./parse.js";
