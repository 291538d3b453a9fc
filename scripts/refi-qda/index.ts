export { codeGuid, codeName, qdaCodesOf, readCodeName } from "./codebook-codes.js";
export { guidOf, normaliseGuid } from "./guid.js";
export type * from "./model.js";
export { mapOffsets } from "./offsets.js";
export { readProject } from "./read-project.js";
export { writeProject } from "./write-project.js";
export { codebookXml } from "./write-xml.js";
