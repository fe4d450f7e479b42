/** What the bytes of ESC/POS say, as far as it shows on paper or asks for an answer. */
export type Command =
  /** Characters, still in the code page of the moment. */
  | Readonly<{ kind: "text"; bytes: Buffer }>
  | Readonly<{ kind: "line_end" }>
  | Readonly<{ kind: "initialize" }>
  | Readonly<{ kind: "bold" | "reverse" | "underline"; on: boolean }>
  /** Multiples of the normal character, 1 to 8. */
  | Readonly<{ kind: "size"; wide: number; tall: number }>
  | Readonly<{ kind: "mode"; bold: boolean; underline: boolean; wide: number; tall: number }>
  | Readonly<{ kind: "align"; align: "left" | "center" | "right" }>
  | Readonly<{ kind: "code_page"; number: number }>
  | Readonly<{ kind: "feed"; lines: number }>
  | Readonly<{ kind: "cut" }>
  | Readonly<{ kind: "barcode_text"; shown: boolean }>
  /** `code128`: whether it is one; the data are without the letters that choose a code set. */
  | Readonly<{ kind: "barcode"; code128: boolean; data: string }>
  /** A picture, in dots. What is in it is not kept. */
  | Readonly<{ kind: "image"; width: number; height: number }>
  /** DLE EOT n: asks for the printer's state, at once. */
  | Readonly<{ kind: "status"; n: number }>
  /** GS r n: asks for it when everything before is printed. */
  | Readonly<{ kind: "report"; n: number }>
  | Readonly<{ kind: "ignored" }>;

/** A command that was read: how many bytes it took, and how many data bytes follow that say nothing here. */
export type Read = Readonly<{ command: Command; length: number; skip?: number }>;

const IGNORED: Command = { kind: "ignored" };
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;

/**
 * Reads the command at the beginning of `bytes`, which are not empty. Undefined when its end is still to come. Whatever
 * is no command of the language is one byte, ignored.
 */
export const readCommand = (bytes: Buffer): Read | undefined => {
  const first = bytes[0]!;
  if (first >= 0x20) {
    let length = 1;
    while (length < bytes.length && bytes[length]! >= 0x20) length++;
    return { command: { kind: "text", bytes: bytes.subarray(0, length) }, length };
  }
  if (first === 0x0a) return { command: { kind: "line_end" }, length: 1 };
  if (first === 0x09) return { command: { kind: "text", bytes: Buffer.from("    ") }, length: 1 };
  if (first !== ESC && first !== FS && first !== GS && first !== DLE) return { command: IGNORED, length: 1 };
  if (bytes.length < 2) return undefined;
  const letter = bytes[1]!;
  if (first === ESC) return readEsc(letter, bytes);
  if (first === GS) return readGs(letter, bytes);
  return first === FS ? readFs(letter, bytes) : readDle(letter, bytes);
};

/** A command of fixed length: two bytes and `count` arguments. */
const fixed = (bytes: Buffer, count: number, command: (...args: number[]) => Command = () => IGNORED) =>
  bytes.length < 2 + count ? undefined : { command: command(...bytes.subarray(2, 2 + count)), length: 2 + count };

/** Commands that begin with `(`: their length stands after their letter. */
const withLength = (bytes: Buffer): Read | undefined =>
  bytes.length < 5 ? undefined : { command: IGNORED, length: 5, skip: bytes.readUInt16LE(3) };

const on = (n: number): boolean => (n & 1) === 1;
const ALIGNS = ["left", "center", "right"] as const;
const alignOf = (n: number): "left" | "center" | "right" => ALIGNS[n >= 0x30 ? n - 0x30 : n] ?? "left";

/** Arguments of ESC commands that are only passed over. */
const ESC_ARGUMENTS: ReadonlyMap<string, number> = argumentCounts({
  1: " %3=?KMRTUVe{u",
  2: "$\\Bc",
  3: "p",
  8: "W",
});
const GS_ARGUMENTS: ReadonlyMap<string, number> = argumentCounts({ 1: "/EITabfhjw", 2: "LWP$\\", 3: "^Cz", 4: "g" });
const FS_ARGUMENTS: ReadonlyMap<string, number> = argumentCounts({ 1: "!-CW", 2: "Sp?", 74: "2" });

function argumentCounts(table: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(table).flatMap(([count, letters]) => Array.from(letters, (l) => [l, Number(count)])));
}

const readEsc = (code: number, bytes: Buffer): Read | undefined => {
  const letter = String.fromCharCode(code);
  switch (letter) {
    case "@":
      return fixed(bytes, 0, () => ({ kind: "initialize" }));
    case "!":
      return fixed(bytes, 1, (n = 0) => ({
        kind: "mode",
        bold: (n & 0x08) !== 0,
        tall: (n & 0x10) === 0 ? 1 : 2,
        wide: (n & 0x20) === 0 ? 1 : 2,
        underline: (n & 0x80) !== 0,
      }));
    case "E":
    case "G":
      return fixed(bytes, 1, (n = 0) => ({ kind: "bold", on: on(n) }));
    case "-":
      return fixed(bytes, 1, (n = 0) => ({ kind: "underline", on: n % 0x30 !== 0 }));
    case "a":
      return fixed(bytes, 1, (n = 0) => ({ kind: "align", align: alignOf(n) }));
    case "t":
      return fixed(bytes, 1, (n = 0) => ({ kind: "code_page", number: n }));
    case "d":
      return fixed(bytes, 1, (n = 0) => ({ kind: "feed", lines: n }));
    case "J":
      return fixed(bytes, 1, (n = 0) => ({ kind: "feed", lines: Math.round(n / 30) }));
    case "i":
    case "m":
      return fixed(bytes, 0, () => ({ kind: "cut" }));
    case "*": {
      if (bytes.length < 5) return undefined;
      const columns = bytes.readUInt16LE(3);
      const perColumn = bytes[2]! >= 32 ? 3 : 1;
      return {
        command: { kind: "image", width: columns, height: 8 * perColumn },
        length: 5,
        skip: columns * perColumn,
      };
    }
    case "(":
      return withLength(bytes);
    case "D":
      return untilNul(bytes, 2, 33, () => IGNORED);
    default:
      return fixed(bytes, ESC_ARGUMENTS.get(letter) ?? 0);
  }
};

const readGs = (code: number, bytes: Buffer): Read | undefined => {
  const letter = String.fromCharCode(code);
  switch (letter) {
    case "!":
      return fixed(bytes, 1, (n = 0) => ({ kind: "size", wide: ((n >> 4) & 7) + 1, tall: (n & 7) + 1 }));
    case "B":
      return fixed(bytes, 1, (n = 0) => ({ kind: "reverse", on: on(n) }));
    case "H":
      return fixed(bytes, 1, (n = 0) => ({ kind: "barcode_text", shown: n % 0x30 !== 0 }));
    case "r":
      return fixed(bytes, 1, (n = 0) => ({ kind: "report", n }));
    case "V":
      // from 65 on with the distance to feed before
      if (bytes.length < 3) return undefined;
      return fixed(bytes, bytes[2]! >= 65 ? 2 : 1, () => ({ kind: "cut" }));
    case "k":
      return readBarcode(bytes);
    case "v": {
      if (bytes.length < 8) return undefined;
      const [width, height] = [bytes.readUInt16LE(4), bytes.readUInt16LE(6)];
      return { command: { kind: "image", width: width * 8, height }, length: 8, skip: width * height };
    }
    case "*":
      return bytes.length < 4 ? undefined : { command: IGNORED, length: 4, skip: bytes[2]! * bytes[3]! * 8 };
    case "(":
      return withLength(bytes);
    case "8":
      return bytes.length < 7 ? undefined : { command: IGNORED, length: 7, skip: bytes.readUInt32LE(3) };
    default:
      return fixed(bytes, GS_ARGUMENTS.get(letter) ?? 0);
  }
};

const readFs = (code: number, bytes: Buffer): Read | undefined => {
  const letter = String.fromCharCode(code);
  return letter === "(" ? withLength(bytes) : fixed(bytes, FS_ARGUMENTS.get(letter) ?? 0);
};

const EOT = 0x04;
const ENQ = 0x05;
const DC4 = 0x14;

const readDle = (code: number, bytes: Buffer): Read | undefined => {
  if (code === EOT) {
    if (bytes.length < 3) return undefined;
    const extended = [7, 8, 18].includes(bytes[2]!);
    return fixed(bytes, extended ? 2 : 1, (n = 0) => ({ kind: "status", n }));
  }
  if (code === ENQ) return fixed(bytes, 1);
  if (code !== DC4) return { command: IGNORED, length: 1 };
  if (bytes.length < 3) return undefined;
  return fixed(bytes, bytes[2] === 8 ? 8 : 3);
};

const CODE128_A = 8;
const CODE128_B = 73;

/** GS k: in its old form the data end with NUL, in its new one (m from 65) their length stands before them. */
const readBarcode = (bytes: Buffer): Read | undefined => {
  if (bytes.length < 4) return undefined;
  const system = bytes[2]!;
  const barcode = (data: Buffer): Command => {
    const code128 = system === CODE128_B || system === CODE128_A;
    const text = data.toString("latin1").replace(/[^\x20-\x7e]/g, "");
    return {
      kind: "barcode",
      code128,
      data: code128 ? text.replace(/\{([ABC{])/g, (_, c) => (c === "{" ? "{" : "")) : text,
    };
  };
  if (system < 65) return untilNul(bytes, 3, 255, barcode);
  const length = 4 + bytes[3]!;
  return bytes.length < length ? undefined : { command: barcode(bytes.subarray(4, length)), length };
};

/** Data up to a NUL, of which there must be one within `max` bytes: otherwise it was not meant. */
const untilNul = (bytes: Buffer, from: number, max: number, command: (data: Buffer) => Command): Read | undefined => {
  const end = bytes.subarray(0, from + max + 1).indexOf(0, from);
  if (end >= 0) return { command: command(bytes.subarray(from, end)), length: end + 1 };
  return bytes.length > from + max ? { command: IGNORED, length: from } : undefined;
};
