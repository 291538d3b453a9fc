const ATTENDANCE_LABEL =
  /^(?:members?\s+|commissioners?\s+|councillors?\s+|trustees?\s+|others?\s+|governors?\s+|directors?\s+|those\s+|committee members?\s+|board members?\s+|also\s+)?(?:present|in attendance|attendance|attending|attendees|attended|apologies(?: for absence| received)?|observers?|officials|observing|members present|members absent|absent|not present|invited|taking part|on the call|joining|visitors?|guests?|public|press|members of the public|staff|voting members|non[- ]voting members|quorum|distribution|circulation|initials|name|yn bresennol|ymddiheuriadau)\b\s*(?:\(|[:;]|[-–—]|$|\/\s*(?:present|attend|apolog))/i;
/** The groups of those who were there, where nothing but a name for the group stands above them. */
const GROUP =
  /^(?:(?:board|committee|council|voting|non-voting|executive|non-executive|lay|parent|staff) (?:members?|governors?|directors?)\s*:?|(?:officers|members|governors|trustees|councillors|directors)\s*:)$/i;

/** Whether a line opens a list of those who were there, or were not. */
export function isAttendanceLabel(text: string): boolean {
  const label = text.replace(/^(?:[•●○◦▪■\uf0b7]|o(?= [A-ZÀ-Þ]))\s*/, "");
  return ATTENDANCE_LABEL.test(label) || GROUP.test(label);
}

/** Whether an item's title says that it lists those who were there, or were not. */
export function isAttendanceTitle(title: string): boolean {
  return /^(?:(?:members?|governors?|directors?|those)\s+)?(?:present|in attendance|attendance|attendees|apologies(?: for absence| received)?|roll call|members present|present and apologies|attendance and apologies)$/i.test(
    title.trim(),
  );
}
