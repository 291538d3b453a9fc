import type { Setting } from "./population.js";

const ARCHIVE = { passages: 10_000, organisations: 40, spread: 0.5 };

/** Archives as they may be: codes rare and common, machines weak and good. */
export const SETTINGS: readonly (Setting & { n: number })[] = [
  { ...ARCHIVE, name: "rare, weak machine", prevalence: 0.02, sensitivity: 0.5, falseAlarms: 0.01, n: 300 },
  { ...ARCHIVE, name: "rare, good machine", prevalence: 0.02, sensitivity: 0.9, falseAlarms: 0.02, n: 300 },
  { ...ARCHIVE, name: "small sample", prevalence: 0.05, sensitivity: 0.7, falseAlarms: 0.03, n: 150 },
  { ...ARCHIVE, name: "usual", prevalence: 0.05, sensitivity: 0.7, falseAlarms: 0.03, n: 300 },
  { ...ARCHIVE, name: "large sample", prevalence: 0.05, sensitivity: 0.7, falseAlarms: 0.03, n: 600 },
  { ...ARCHIVE, name: "weak machine", prevalence: 0.1, sensitivity: 0.6, falseAlarms: 0.05, n: 300 },
  { ...ARCHIVE, name: "fair machine", prevalence: 0.2, sensitivity: 0.8, falseAlarms: 0.06, n: 300 },
  { ...ARCHIVE, name: "common, good machine", prevalence: 0.3, sensitivity: 0.9, falseAlarms: 0.1, n: 300 },
  { ...ARCHIVE, name: "common, weak machine", prevalence: 0.3, sensitivity: 0.5, falseAlarms: 0.05, n: 300 },
  {
    ...ARCHIVE,
    name: "machine better later",
    prevalence: 0.1,
    sensitivity: 0.7,
    falseAlarms: 0.03,
    drift: 0.4,
    n: 300,
  },
];
