export {
  type BacklogDocument,
  claimBacklog,
  listBacklog,
  listDocumentsToRecode,
  readStandingRun,
} from "./backlog.js";
export {
  readMeetingsToCode,
  type StoredMeeting,
  storeCodings,
} from "./codings.js";
export {
  countOutcomes,
  listDocumentsToCode,
  listDocumentsToRead,
  readDocument,
  removeDocument,
  retryDocuments,
  type StoredDocument,
} from "./documents.js";
export {
  countFailures,
  type DeadLetter,
  type FailedBody,
  type Failure,
  type FailureCount,
  listFailedBodies,
  listFailures,
  noteFailure,
  retryFailures,
} from "./failures.js";
export {
  HUMAN_VERSION,
  type HumanAnswer,
  type NamedPassage,
  readNamedPassages,
  storeHumanAnswers,
} from "./human.js";
export { documentId, furtherDocumentId, meetingId, passageId } from "./ids.js";
export {
  listOrganisationsToConsolidate,
  type MentionsToConsolidate,
  readMentions,
  storeInnovations,
} from "./innovations.js";
export {
  type CoderOfFrame,
  type ComparedPassage,
  chooseSamples,
  countSamplePopulation,
  type JudgedPassage,
  listCodersOfFrame,
  type Measures,
  type PopulationCount,
  readComparedAnswers,
  readJudgedSample,
  storeMeasures,
} from "./measures.js";
export {
  expectMeetings,
  type KnownFile,
  markMissing,
  type OfferedDocument,
  type OfferedFile,
  offerFiles,
  readKnownFiles,
  storeUnfetched,
} from "./offer.js";
export { organisationNameKey } from "./organisations.js";
export { type PinnedCoder, type Pins, readPins, setPins, storeCodebooks } from "./pins.js";
export { type Reading, storeFailure, storeReading } from "./reading.js";
export { finishRun, type RunStatus, startRun } from "./runs.js";
export {
  listFrames,
  listSamples,
  type MachineOfFrame,
  readMachineOfFrame,
  readSample,
  readSamplingFrame,
  readSheetPassages,
  type SampleDesign,
  type SamplingRow,
  type SheetPassage,
  type StoredSample,
  storeSample,
} from "./samples.js";
export {
  addSchedule,
  claimNight,
  listSchedules,
  removeSchedule,
} from "./schedules.js";
