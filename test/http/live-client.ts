import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { expect } from "vitest";
import type { Json } from "../support/servery.ts";

/** One server-sent event as it came, and when. */
export type Heard = Readonly<{ id: number; event: string; data: Json; at: number }>;

/** A client of the live feed that keeps what it hears. */
export class Ear {
  status = 0;
  headers: IncomingHttpHeaders = {};
  readonly heard: Heard[] = [];
  /** Everything as it came, for comments and `retry`. */
  text = "";
  ended = false;
  response: IncomingMessage | undefined;
  private readonly sent: ClientRequest;
  private rest = "";

  private constructor(url: string, headers: Record<string, string>) {
    this.sent = request(url, { headers, agent: false });
    this.sent.on("error", () => (this.ended = true));
    this.sent.end();
  }

  /** Resolves when the head is there. */
  static async listen(url: string, auth: string | undefined, more: Record<string, string> = {}): Promise<Ear> {
    const ear = new Ear(url, { ...(auth !== undefined && { authorization: auth }), ...more });
    await new Promise<void>((resolve, reject) => {
      ear.sent.once("error", reject);
      ear.sent.once("response", (response) => {
        ear.take(response);
        resolve();
      });
    });
    return ear;
  }

  private take(response: IncomingMessage): void {
    this.response = response;
    this.status = response.statusCode!;
    this.headers = response.headers;
    response.setEncoding("utf8");
    response.on("data", (part: string) => this.read(part));
    response.on("close", () => (this.ended = true));
    response.on("error", () => (this.ended = true));
  }

  private read(part: string): void {
    this.text += part;
    const blocks = (this.rest + part).split("\n\n");
    this.rest = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      if (field("data") === "") continue;
      const data: Json = JSON.parse(field("data"));
      this.heard.push({ id: Number(field("id")), event: field("event"), data, at: Date.now() });
    }
  }

  types(): string[] {
    return this.heard.map(({ event }) => event);
  }

  ids(): number[] {
    return this.heard.map(({ id }) => id);
  }

  close(): void {
    this.sent.destroy();
  }
}

/** Waits until it is so, for some seconds. */
export const until = async (check: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> => {
  for (const over = Date.now() + ms; Date.now() < over;) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect("it came to pass").toBe("it did not");
};
