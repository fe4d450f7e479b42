import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { PASSWORD_LENGTH, checkPassword } from "../domain/access/credentials.ts";
import { CommandRefused } from "./with-store.ts";

/**
 * A password for a command: from the environment, typed unseen at a terminal, or the first line of standard input.
 * Never from the arguments, which everybody on the machine can see. Throws CommandRefused when there is none.
 */
export const askPassword = async (variable: string): Promise<string> => {
  const given = process.env[variable];
  if (given) return given;
  const { stdin } = process;
  if (!stdin.isTTY) {
    const [line = ""] = (await text(stdin)).split(/\r?\n/, 1);
    if (line !== "") return line;
    throw new CommandRefused(`There is no password: set ${variable}, or write it to standard input.`);
  }
  const password = await typed("Password: ");
  if ((await typed("The same again: ")) !== password) throw new CommandRefused("The two passwords are not the same.");
  return password;
};

/** A line that is not shown while it is typed. Throws CommandRefused when the person gives up. */
const typed = (question: string): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stderr.write(question);
    const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
    lines.once("close", () => {
      process.stderr.write("\n");
      reject(new CommandRefused("There is no password."));
    });
    lines.once("SIGINT", () => lines.close());
    lines.once("line", (line) => {
      resolve(line);
      lines.close();
    });
  });

/** A password that this person may have. Throws CommandRefused. */
export const fitPassword = (password: string, username: string): string => {
  const why = checkPassword(password, username);
  if (why === undefined) return password;
  const { min, max } = PASSWORD_LENGTH;
  throw new CommandRefused(
    why === "same_as_username"
      ? "The password must not be the username."
      : why === "too_simple"
        ? "The password is too simple. Use more different characters."
        : `The password must have ${min} to ${max} characters.`,
  );
};
