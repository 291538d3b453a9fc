export { ANSWERED_FRAMES, answerPassage, type PassageAnswer, type Reason } from "./answer.js";
export { CODE_VERSION, type Coders, type CoderVersions, createCoders } from "./coders.js";
export { CODERS_BY_AUTHORITY, type Decision, decide } from "./decide.js";
export { loadModel, loadShippedModel, shippedModels } from "./model/load.js";
export type { Model } from "./model/types.js";
export { CONTEXT_LENGTH, toPassagesToCode } from "./passages.js";
