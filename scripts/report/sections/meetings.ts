import { groupBy } from "../counts.js";
import { count, countOf, fileName, head, idOf, type Row, type Section, words } from "../document.js";
import { nameDay } from "../half-years.js";
import type { MeetingRow, ReportModel } from "../model.js";
import { nameOrganisation, sqlText } from "../names.js";

/** Meetings listed of one body; the rest is a statement away. */
const MEETINGS_SHOWN = 150;

/** With more meetings than this the lists of each body begin closed. */
const MEETINGS_SHOWN_OPEN = 80;

/** Every set of minutes that was read, by body, and every file that was not coded. */
export function composeMeetings(model: ReportModel): Section {
  const byBody = groupBy(model.meetings, ({ organisationCode }) => organisationCode);
  return {
    id: "meetings",
    title: "Meetings and files",
    startsPage: true,
    blocks:
      model.meetings.length === 0
        ? [{ kind: "paragraph", content: ["No minutes were read in this scope."] }]
        : [],
    sections: [
      ...[...byBody].map(([code, meetings]): Section => listMeetings(model, code, meetings)),
      listFiles(model),
    ],
  };
}

function listMeetings(model: ReportModel, code: string, meetings: MeetingRow[]): Section {
  const rows = meetings.slice(0, MEETINGS_SHOWN).map(
    (meeting): Row => ({
      cells: [
        head(nameDay(meeting.meetingDate)),
        words(
          meeting.session === "unknown" ? meeting.meetingKind : `${meeting.meetingKind}, ${meeting.session}`,
        ),
        words(meeting.isCounted ? "yes" : "no"),
        count(meeting.passages, null),
        count(meeting.words, null),
        fileName(meeting.source),
      ],
    }),
  );
  return {
    id: idOf("meetings", code),
    title: nameOrganisation(model, code),
    blocks: [
      {
        kind: "table",
        id: idOf("table", "meetings", code),
        caption: `Minutes of ${nameOrganisation(model, code)}`,
        columns: ["Day", "Meeting", "Counted", "Passages", "Words", "File"],
        rows,
        notes: [],
      },
      ...(meetings.length > MEETINGS_SHOWN
        ? [
            {
              kind: "paragraph" as const,
              content: [
                `${MEETINGS_SHOWN} of ${countOf(meetings.length, "meeting")} are shown. To list all of them:`,
              ],
            },
            {
              kind: "command" as const,
              text: `select * from marts.meetings where organisation_code = ${sqlText(code)} order by meeting_date`,
            },
          ]
        : []),
    ],
    sections: [],
    isFolded: model.meetings.length > MEETINGS_SHOWN_OPEN,
  };
}

function listFiles(model: ReportModel): Section {
  const all = model.outcomes
    .filter(({ outcome }) => !outcome.startsWith("coded"))
    .reduce((sum, { files }) => sum + files, 0);
  const shown = model.filesNotCoded;
  return {
    id: "files-not-coded",
    title: "Files without coded minutes",
    blocks:
      all === 0
        ? [{ kind: "paragraph", content: ["There are none: every file offered was coded."] }]
        : [
            {
              kind: "table",
              id: "table-files",
              caption: "Files without coded minutes, and why",
              columns: ["File", "Outcome", "Detail"],
              rows: shown.map(({ source, outcome, detail }) => ({
                cells: [fileName(source, true), words(outcome), words(detail ?? "")],
              })),
              notes: [],
            },
            ...(shown.length < all
              ? [
                  {
                    kind: "paragraph" as const,
                    content: [`${shown.length} of ${countOf(all, "file")} are shown. To list all of them:`],
                  },
                  {
                    kind: "command" as const,
                    text: "select source, outcome, detail from marts.documents where outcome not like 'coded%' order by outcome, source",
                  },
                ]
              : []),
          ],
    sections: [],
  };
}
