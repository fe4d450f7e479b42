/**
 * The two code pages that practically every receipt printer has, by the number that ESC t knows them under. Each string
 * is the upper half of its page: what the bytes 0x80 to 0xff print.
 */
export const codePages = {
  pc437: {
    number: 0,
    upper:
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  },
  pc858: {
    number: 19,
    upper:
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  },
} as const;
export type CodePage = keyof typeof codePages;

/** PC437 comes first: what both have needs no change of page, and the oldest printer has it. */
const order: readonly CodePage[] = ["pc437", "pc858"];

/** A few Greek letters of PC437 would stand alone among spelled-out ones; the last two are unseen. */
const LEFT_OUT = /[α-ωΓΘΣΦΩ\u00a0\u00ad]/u;

const bytes: Readonly<Record<CodePage, ReadonlyMap<string, number>>> = {
  pc437: upperBytes(codePages.pc437.upper),
  pc858: upperBytes(codePages.pc858.upper),
};

function upperBytes(upper: string): ReadonlyMap<string, number> {
  return new Map(Array.from(upper, (char, i) => [char, 0x80 + i] as const).filter(([char]) => !LEFT_OUT.test(char)));
}

/** Whether the printer has the character, on one of its pages. Controls are no characters. */
export const isPrintable = (char: string): boolean =>
  /^[\x20-\x7e]$/.test(char) || order.some((page) => bytes[page].has(char));

/** The byte of a printable character, on the current page when it has it. */
export const byteOf = (char: string, current: CodePage): { page: CodePage; byte: number } => {
  const code = char.charCodeAt(0);
  if (char.length === 1 && code >= 0x20 && code <= 0x7e) return { page: current, byte: code };
  for (const page of [current, ...order]) {
    const byte = bytes[page].get(char);
    if (byte !== undefined) return { page, byte };
  }
  throw new RangeError(`a character that no page has: U+${code.toString(16)}`);
};

/** What a byte from 0x20 up prints on a page, by the number of the page; pages that are not known count as PC437. */
export const charOf = (byte: number, page: number): string => {
  if (byte < 0x7f) return String.fromCharCode(byte);
  if (byte === 0x7f) return "";
  const { upper } = page === codePages.pc858.number ? codePages.pc858 : codePages.pc437;
  return upper[byte - 0x80]!.replace("\u00a0", " ").replace("\u00ad", "-");
};
