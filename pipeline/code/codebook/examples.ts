import type { Code, Codebook } from "../../../schemas/codebook.js";
import { analysePassage } from "../../text/index.js";
import {
  type CompiledCodebook,
  chooseInGroup,
  compileCodebook,
  decideByRules,
  matchRules,
} from "../rules/index.js";

/** An example the rules do not code as the codebook says. */
export interface ExampleWarning {
  code: string;
  kind: "example" | "counter-example";
  text: string;
  message: string;
}

/**
 * Where the rules contradict the codebook's own examples: an example not given its code, a counter-example given it.
 * Codes without rules are passed over. Throws `PatternError` where a rule cannot be compiled.
 */
export function checkExamples(codebook: Codebook): ExampleWarning[] {
  const compiled = compileCodebook(codebook);
  return codebook.codes
    .filter((code) => hasRules(codebook, code))
    .flatMap((code): ExampleWarning[] => [
      ...code.examples
        .filter(({ text }) => !applies(compiled, code, text))
        .map(({ text }) => ({
          code: code.code,
          kind: "example" as const,
          text,
          message: `The rules do not give '${code.code}' to its own example.`,
        })),
      ...code.counter_examples
        .filter(({ text }) => applies(compiled, code, text))
        .map(({ text }) => ({
          code: code.code,
          kind: "counter-example" as const,
          text,
          message: `The rules give '${code.code}' to its counter-example.`,
        })),
    ]);
}

function hasRules(codebook: Codebook, code: Code): boolean {
  return (
    code.rules.length > 0 ||
    codebook.codes.some((other) => other.parent === code.code && hasRules(codebook, other))
  );
}

/** A code of a group is asked for among its group, whether or not the group would be asked. */
function applies(compiled: CompiledCodebook, code: Code, text: string): boolean {
  const { codebook } = compiled;
  const hits = matchRules(compiled, analysePassage({ id: "", heading: "", text, before: "", after: "" }));
  if (code.group !== undefined) return chooseInGroup(codebook, code.group, hits).code === code.code;
  const child = codebook.codes.find(({ parent, group }) => parent === code.code && group !== undefined);
  if (child?.group !== undefined) {
    const chosen = chooseInGroup(codebook, child.group, hits).code;
    return codebook.codes.some((other) => other.code === chosen && other.parent === code.code);
  }
  return decideByRules(codebook, hits).some((decision) => decision.code === code.code);
}
