import { DOMAINS, PARENT_OF_DOMAIN, STAGES } from "../../../schemas/innovation.js";
import { domainCode, type Example } from "./example.js";

export interface BinaryTaskPlan {
  frame: string;
  code: string;
  given: string | null;
  /** Null where the example says nothing about the code. */
  truth(example: Example): boolean | null;
}

export interface ChoiceTaskPlan {
  frame: string;
  group: string;
  given: string | null;
  codes: { code: string; parent: string | null }[];
  /** Index into `codes`; null where the example says nothing. */
  truth(example: Example): number | null;
}

export const TOPICS = [
  "quality_safety",
  "patient_experience",
  "performance_targets",
  "finance",
  "workforce",
  "strategy_partnership",
  "governance",
  "estates_it",
  "other",
] as const;

export const isProblemSensing = ({ orientation }: Example): boolean =>
  orientation === "problem_sensing" || orientation === "both";
export const isComfortSeeking = ({ orientation }: Example): boolean =>
  orientation === "comfort_seeking" || orientation === "both";

const theme = (code: string): BinaryTaskPlan => {
  const isUnderParent = code.startsWith("p") ? isProblemSensing : isComfortSeeking;
  return {
    frame: "orientation",
    code,
    given: code.startsWith("p") ? "problem_sensing" : "comfort_seeking",
    truth: (example) => (isUnderParent(example) ? example.themes.includes(code) : null),
  };
};

/** The yes-or-no questions the model learns; those with `given` are asked only where that code applies. */
export const BINARY_TASKS: readonly BinaryTaskPlan[] = [
  { frame: "orientation", code: "problem_sensing", given: null, truth: isProblemSensing },
  { frame: "orientation", code: "comfort_seeking", given: null, truth: isComfortSeeking },
  { frame: "innovation", code: "mention", given: null, truth: ({ innovation }) => innovation },
  ...["p1", "p2", "p3", "p4", "p5", "c1", "c2", "c3", "c4", "c5", "c6"].map(theme),
];

/** The choices among codes that exclude each other. */
export const CHOICE_TASKS: readonly ChoiceTaskPlan[] = [
  {
    frame: "innovation",
    group: "stage",
    given: "mention",
    codes: STAGES.map((stage) => ({ code: `stage_${stage}`, parent: null })),
    truth: ({ innovation, stage }) => (innovation && stage ? STAGES.indexOf(stage) : null),
  },
  {
    frame: "innovation",
    group: "domain",
    given: "mention",
    codes: DOMAINS.map((domain) => ({
      code: domainCode(domain),
      parent: `parent_${PARENT_OF_DOMAIN[domain]}`,
    })),
    truth: ({ innovation, domain }) => (innovation && domain ? DOMAINS.indexOf(domain) : null),
  },
  {
    frame: "attention",
    group: "topic",
    given: null,
    codes: TOPICS.map((code) => ({ code, parent: null })),
    truth: ({ topic }) => {
      const index = (TOPICS as readonly (string | null)[]).indexOf(topic);
      return index < 0 ? null : index;
    },
  },
];
