/** A heading among a meeting's blocks. */
export type Heading = {
  /** Index of the block. */
  block: number;
  number: string | null;
  title: string;
  /** Whether the heading stands alone or opens its own paragraph ("A3. Action log. See end."). */
  isRunIn: boolean;
};

/** A line that may be a heading, and what speaks for it. */
export type Candidate = Heading & { isStyled: boolean; isNumbered: boolean };

/** So many numbered headings show that a document numbers its items, and how it sets them. */
export const FEWEST_NUMBERED = 3;

/** Whether a title is all in capitals. */
export const isCapital = (title: string) => /\p{Lu}{2}/u.test(title) && !/\p{Ll}{2}/u.test(title);
