import { CAPITAL, LETTER } from "./letters.js";

// Counts such as {0,3} would multiply what has to be compiled: these patterns repeat freely.
/** Titles of people, as they stand before a name. */
const PERSON =
  "(?:Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Sir|Dame|Lady|Lord|Baron(?:ess)?|Cllr|Councill?or|Commissioner|Governor|Trustee|Director|President|Mayor|Alderman|Sister|Sr|Fr|Revd?|Canon|Rabbi|Imam)\\.?";
const PARTICLE = "(?:(?:de|van|von|der|den|la|le) )*";
const NAME = `(?:(?:[${CAPITAL}]\\.? ?)*[${CAPITAL}][${LETTER}'’-]+(?: ${PARTICLE}[${CAPITAL}][${LETTER}'’-]+)?|${PARTICLE}[${CAPITAL}][${LETTER}'’-]+|(?:[${CAPITAL}]\\.? )*[${CAPITAL}]\\.?(?![${LETTER}]))`;
const ROLE = `(?:[Tt]he )?(?:(?:Trust|Deputy|Vice|Interim|Acting|Associate|Executive|Non-[Ee]xecutive|Lead|Group|Joint|Senior|Independent|Chief|Lay) ?)*(?:Chair(?:man|woman|person)?(?: of (?:the )?[A-Z][${LETTER}]+(?: (?:and|&) [A-Z][${LETTER}]+| [A-Z][${LETTER}]+)*)?|Chief [A-Z][${LETTER}]+(?: (?:and|&) [A-Z][${LETTER}]+)?(?: Officer)?|Director(?:s)?(?: of [A-Z][${LETTER}]+(?:(?:,| and| &| of)? [A-Z][${LETTER}]+)*)?|Governor|Secretary|Clerk|Treasurer|Headteacher|Principal|President|Mayor|C[EFIO]O|Company Secretary|Medical Director|Finance Director|Member)`;
const SAYS =
  "(?:asked|acknowledged|apologised|challenged|congratulated|stressed|paid tribute|underlined|echoed|invited|submitted|warned|reflected|praised|discussed|said|says|restated|reiterated|recommended|clarified|circulated|shared|reported|presented|noted|explained|advised|informed|confirmed|stated|commented|thanked|welcomed|highlighted|queried|questioned|responded|replied|suggested|proposed|observed|remarked|added|outlined|introduced|summarised|updated|reminded|[ei]nquired|raised|felt|thought|considered|wondered|agreed|accepted|declared|drew|gave|took|opened|spoke|undertook|referred|emphasised|assured|provided|tabled|described|told|moved|read|pointed|expressed|requested|sought|cautioned|believed|hoped|wished|had (?:asked|visited|attended|met|been|presided)|was (?:concerned|pleased|of the view|not|content))";
const INITIALS = `\\(?[${CAPITAL}]{2,4}[a-z]?[${CAPITAL}]?\\)?`;

const COLON = new RegExp(`^(${INITIALS}|${PERSON} ${NAME}|${ROLE})(?: \\([^)]{1,30}\\))?\\s?[:–—](?=\\s)`);
const VERB = new RegExp(
  `^(${INITIALS}|${PERSON} ${NAME}|${ROLE})(?:,[^,.]{2,60},)?(?: \\([^)]{1,40}\\))? (?:(?:also|then|further|again|therefore|however|briefly|formally) )?${SAYS}\\b`,
);
/** How every speaker begins; most passages do not, and need no closer look. */
const MAY_SPEAK =
  /^(?:[Tt]he |\(?\p{Lu}{2}|Mr|Ms|Miss|Dr|Prof|Sir|Dame|Lady|Lord|Baron|Cllr|Council|Commissioner|Mayor|Alderman|Sister|Sr|Fr|Rev|Canon|Rabbi|Imam|Principal|Trust|Deputy|Vice|Interim|Acting|Associate|Executive|Non-|Lead|Group|Joint|Senior|Independent|Chief|Lay|Chair|Director|Governor|Secretary|Clerk|Treasurer|Headteacher|President|C[EFIO]O|Company|Medical|Finance|Member)/u;
/** A speaker's name and role are shorter than this. */
const HAS_COLON = /^[^:–—]{1,200}[:–—]\s/;
/** Capitals that open a line as a label or a thing, not as a person. */
const NO_PERSON =
  /^\(?(?:NHS|CQC|CCG|ICB|PCT|SHA|BAF|KPI|NB|AOB|MRSA|QIPP|CIP|CQUIN|HR|IT|IG|EPR|ED|RTT|PALS|HDU|ICU|ITU|GP|GPS|FT|DH|FYI|TBC|TBA|RE|VAT|EWTD|SI|SUI|PCN|LPC|LMC|FGB|BM|LW|DCC|NHSE|NHSI|STP|ICS|FTSU|PSIRF|DNA|OPD|CAMHS|LINK|FOI|ODUG|TB|APC|NOTED?|AGREE|LA|UHB|WHO|UK|USA|EU|BMA|SLT|PTA|DHSC|MHRA|HMP|NICE|AGM|EGM|CPD|DBS|GDPR)\)?$/i;

/** Whether capitals stand for a body, a paper or a thing, not for a person. */
export const isNoPerson = (capitals: string) => NO_PERSON.test(capitals);

/**
 * Who speaks in a passage, where its opening says so: initials, a name or a role before a colon or a verb of speech
 * ("RKV: …", "Mrs Thackwray observed …", "The Chief Nurse reported …"). Null elsewhere.
 */
export function readSpeaker(text: string): string | null {
  if (!MAY_SPEAK.test(text)) return null;
  const found = (HAS_COLON.test(text) ? COLON.exec(text) : null) ?? VERB.exec(text);
  const speaker = found?.[1]?.replace(/^[Tt]he /, "").replace(/^\((.*)\)$/, "$1") ?? null;
  if (speaker === null) return null;
  const bare = speaker.replace(/^\((.*)\)$/, "$1");
  return isNoPerson(bare) ? null : bare;
}
