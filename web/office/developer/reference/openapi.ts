/** What the pages need of an OpenAPI 3.1 document. */
export type Schema = Readonly<{
  type?: string | readonly string[];
  format?: string;
  description?: string;
  enum?: readonly unknown[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  additionalProperties?: Schema | boolean;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}>;

type Content = Readonly<Record<string, Readonly<{ schema?: Schema }>>>;

export type Operation = Readonly<{
  operationId: string;
  summary?: string;
  description?: string;
  tags?: readonly string[];
  parameters?: readonly Readonly<{
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: Schema;
  }>[];
  requestBody?: Readonly<{ content: Content }>;
  responses: Readonly<Record<string, Readonly<{ description: string; content?: Content }>>>;
}>;

export type Document = Readonly<{
  info: Readonly<{ title: string; description?: string; version: string }>;
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}>;

export type Entry = Readonly<{ method: string; path: string; tag: string; operation: Operation }>;

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Every operation of a document, in its order. */
export const entriesOf = ({ paths }: Document): readonly Entry[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method: method.toUpperCase(), path, tag: operation.tags?.[0] ?? "Other", operation }] : [];
    }),
  );

/** Whether an operation has every word of a search somewhere in what names it. */
export const finds = (search: string): ((entry: Entry) => boolean) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ method, path, tag, operation }) => {
    const text = [method, path, tag, operation.summary, operation.operationId].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
};

/** What may stand in a field, in a few words: "integer", "text or null", "list of objects". */
export const typeWords = (schema: Schema | undefined): string => {
  if (!schema) return "anything";
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeWords))].join(" or ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(", ");
  const types = [schema.type ?? "anything"].flat();
  return types
    .map((type) => (type === "array" ? `list of ${typeWords(schema.items)}` : type === "string" ? "text" : type))
    .join(" or ");
};

/** The object that a schema is, or that its list or choice is made of; undefined for plain values. */
export const objectIn = (schema: Schema | undefined): Schema | undefined => {
  if (!schema) return undefined;
  if (schema.properties) return schema;
  if (schema.items) return objectIn(schema.items);
  for (const choice of schema.anyOf ?? schema.oneOf ?? []) {
    const found = objectIn(choice);
    if (found) return found;
  }
  return undefined;
};
