export { type CodebookDifference, compareCodebooks } from "./compare.js";
export { checkExamples, type ExampleWarning } from "./examples.js";
export { EXPORT_FORMATS, type ExportFormat, exportCodebook } from "./export.js";
export {
  CodebookError,
  describeProblem,
  loadCodebook,
  loadCodebooks,
  loadShippedCodebooks,
  SHIPPED_CODEBOOKS,
} from "./load.js";
export { hashCodebook, type Problem, parseCodebook } from "./parse.js";
