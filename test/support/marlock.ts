/** A paragraph in bold, as most headings are set. */
export const bold = (text: string) => ({ text, bold: true });

/** The title of made-up minutes. */
export const HEAD = [
  bold("MARLOCK VALE HOSPITALS NHS TRUST"),
  bold("Minutes of the Trust Board held on Thursday 28th January 2010"),
];

/** Those present at them. */
export const PRESENT = { text: "Present: Sir R. Tewksley (Chairman), Mr J. Brathwell, Mrs S. Colquitt" };
