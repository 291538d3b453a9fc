import { expect, test } from "vitest";
import { describeFeature, ruleOfFeature } from "../pipeline/code/model/feature-words.js";
import { BLOCKS } from "../pipeline/code/model/features.js";

test("a feature of the model is said in words that a reader understands", () => {
  expect(describeFeature("w:@chair ask")).toBe('"[the chair] ask"');
  expect(describeFeature("n:assure")).toBe('"assure" under a negation');
  expect(describeFeature("s:@board>not accept")).toBe('[the board] as the one who does "not accept"');
  expect(describeFeature("h:patient story")).toBe('"patient story" in the heading');
  expect(describeFeature("z:words below 25")).toBe("shape: fewer than 25 words");
  expect(describeFeature("r:orientation.p1.ask-why")).toBe("rule p1.ask-why (orientation)");
  expect(describeFeature("r:orientation>not p1")).toBe("a rule against p1 (orientation)");
});

test("every block of features has words of its own, and an unknown one keeps its name", () => {
  for (const block of Object.keys(BLOCKS)) expect(describeFeature(`${block}:x>y`)).not.toBe(`${block}:x>y`);
  expect(describeFeature("q:something")).toBe("q:something");
});

test("only the hit of a rule names a rule", () => {
  expect(ruleOfFeature("r:ten-challenges.a.b")).toEqual({ frame: "ten-challenges", ruleId: "a.b" });
  expect(ruleOfFeature("r:orientation>p1")).toBeNull();
  expect(ruleOfFeature("w:rule")).toBeNull();
});
