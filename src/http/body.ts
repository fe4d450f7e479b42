import { JsonError, parseStrictJson } from "../kit/json.ts";
import { badRequest } from "./errors.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Whether a Content-Type is JSON; a charset parameter does not matter, JSON is UTF-8 anyway. */
export const isJsonType = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^application\/json\s*(;|$)/i.test(contentType.trim());

/** Reads a JSON body strictly; an empty one is an empty object. Throws HttpError 400. */
export const readJson = (bytes: Buffer | undefined): unknown => {
  if (!bytes || bytes.length === 0) return {};
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw badRequest("The body is not UTF-8 text.");
  }
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw badRequest(`The body is not acceptable JSON: ${error.message}.`, { position: error.position });
  }
};
