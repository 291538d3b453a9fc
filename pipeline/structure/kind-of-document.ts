import type { SourceLine } from "./source-lines.js";

const MINUTES_TITLE = /\b(?:minutes?|notes|cofnodion|proceedings|record|outcomes|deliberations?)\b/i;
const ATTENDANCE =
  /^(?:members?\s+)?(?:present|in attendance|attendance|attendees|apologies|attending|also present|members present|roll call|those present|yn bresennol)\b/im;
const REPORTED =
  /\b(?:(?:was|were|had|has been|have been) (?:noted|agreed|approved|resolved|received|reported|confirmed|asked|told|discussed|given|accepted|moved|seconded|carried)|reported|noted|agreed|resolved|approved|asked|explained|presented|advised|thanked|confirmed|stated|commented|welcomed|opened the meeting|moved|seconded|discussed|adjourned|informed|highlighted|declared)\b/gi;
const TO_DO = /\bto (?:receive|note|approve|consider|agree|discuss|confirm|review|ratify|declare|record)\b/gi;

/** What a document without minutes seems to be, in words; null for minutes. */
export function judgeDocument(lines: readonly SourceLine[]): string | null {
  const text = lines.map((line) => line.text).join("\n");
  const head = lines
    .slice(0, 30)
    .map((line) => line.text)
    .join("\n");
  const words = text.split(/\s+/).length;
  const reported = (text.match(REPORTED) ?? []).length / Math.max(1, words);
  const planned = (text.match(TO_DO) ?? []).length / Math.max(1, words);
  const isTitled = MINUTES_TITLE.test(head);
  if (/\bagenda\b/i.test(head) && !/\bminutes of\b/i.test(head) && reported < 0.012) return "an agenda";
  if (isTitled && (ATTENDANCE.test(text) || reported > 0.008) && planned < 3 * reported) return null;
  if (ATTENDANCE.test(text) && reported > 0.012) return null;
  return /\bagenda\b/i.test(head) ? "an agenda" : "a report or other paper";
}
