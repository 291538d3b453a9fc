/**
 * The text of a file in UTF-8, with or without its mark. In its place, in words, which other encoding it has: a file
 * whose letters were lost must not be stored.
 */
export function decodeSheet(bytes: Uint8Array): { text: string } | { problem: string } {
  const remedy =
    "Save it again as UTF-8: in Excel 'CSV UTF-8 (Comma delimited)', in LibreOffice 'Unicode (UTF-8)'.";
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4)
    return { problem: "It is a ZIP archive (an Excel workbook?), not a CSV file. Save it as 'CSV UTF-8'." };
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return { problem: `It is text in UTF-16, not in UTF-8. ${remedy}` };
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const isWide = bytes.subarray(0, 200).filter((byte) => byte === 0).length > 20;
    return {
      problem: isWide
        ? `It is text in UTF-16 without a mark, not in UTF-8. ${remedy}`
        : `It holds the byte 0 on line ${lineAt(bytes, zero)}: it is no text file.`,
    };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const at = firstBadByte(bytes);
    const latin = new TextDecoder("windows-1252").decode(bytes.subarray(Math.max(0, at - 20), at + 20));
    const excerpt = latin.split(/[\r\n]/).find((line) => /[^\x20-\x7e]/.test(line)) ?? latin;
    return {
      problem: `It is not UTF-8 but, by line ${lineAt(bytes, at)} ("${excerpt.trim()}"), Windows-1252 or another older encoding. ${remedy}`,
    };
  }
}

function firstBadByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  // The decoder takes a beginning that ends within a letter when told that more may come.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}

function lineAt(bytes: Uint8Array, at: number): number {
  let lines = 1;
  for (let i = 0; i < at; i += 1) if (bytes[i] === 0x0a) lines += 1;
  return lines;
}
