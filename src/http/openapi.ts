import { z } from "zod";
import type { Security } from "./openapi-security.ts";
import type { RouteDoc } from "./route.ts";

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
    reused: "inline",
  }) as Json;
  return rest;
};

/** `/v1/companies/:company/orders/:order(^\d+$)` → `/v1/companies/{company}/orders/{order}`. */
export const openApiPath = (path: string): string =>
  path.replace(/:(\w+)(\([^/]*\))?/g, "{$1}").replace(/\/\*$/, "/{path}");

const parameterNames = (path: string): string[] =>
  [...openApiPath(path).matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

const parameters = (route: RouteDoc): Json[] => {
  const documentOf = (schema: z.ZodObject | undefined) =>
    (schema ? jsonSchema(schema, "input") : {}) as { properties?: Record<string, Json>; required?: string[] };
  const { properties: inPath = {} } = documentOf(route.params);
  const { properties: inQuery = {}, required = [] } = documentOf(route.query);
  return [
    ...parameterNames(route.path).map((name) => ({
      name,
      in: "path",
      required: true,
      description: name === "company" ? "The company's id, or `me`." : undefined,
      schema: inPath[name] && Object.keys(inPath[name]).length ? inPath[name] : { type: "string" },
    })),
    ...Object.entries(inQuery).map(([name, schema]) => ({
      name,
      in: "query",
      required: required.includes(name),
      schema,
    })),
    ...(route.idempotent
      ? [
          {
            name: "Idempotency-Key",
            in: "header",
            required: false,
            description: "Makes a retry safe: the first answer for a key is given again.",
            schema: { type: "string", pattern: "^[a-zA-Z0-9-]{1,255}$" },
          },
        ]
      : []),
  ];
};

type ErrorSchema = (status: number, path: string) => z.ZodType;

const responses = (route: RouteDoc, errorSchema: ErrorSchema): Json => {
  const isPublic = route.audience === "public";
  const common: Record<number, string> = {
    ...(!isPublic && { 401: "No or bad credentials.", 404: "Not there, or another company's." }),
    ...(!isPublic && route.permission !== "none" && { 403: "The credentials do not allow it." }),
    ...((route.body || route.query) && { 400: "Something that was sent cannot be used; the error says what." }),
  };
  const told: Json = {};
  for (const [status, description] of Object.entries(common)) {
    const schema = jsonSchema(errorSchema(Number(status), route.path), "output");
    told[status] = { description, content: { "application/json": { schema } } };
  }
  for (const [status, { description, schema, type }] of Object.entries(route.responses)) {
    const shown = schema ? jsonSchema(schema, "output") : { type: "string", format: "binary" };
    const types = [type ?? (schema ? "application/json" : [])].flat();
    const content = Object.fromEntries(types.map((name) => [name, { schema: shown }]));
    told[status] = { description, ...(types.length > 0 && { content }) };
  }
  return told;
};

export type OpenApiInfo = Readonly<{
  title: string;
  description: string;
  version: string;
  server: string;
  errorSchema: ErrorSchema;
  security: Security;
}>;

/** The OpenAPI 3.1 document of a set of routes, made from the very declarations that serve them. */
export const openApi = (routes: readonly RouteDoc[], info: OpenApiInfo): Json => {
  const paths: Record<string, Json> = {};
  const shown = routes.flatMap((route) =>
    (route.shownAs ?? [route.path]).map((path, i) => ({
      ...route,
      path,
      id: i === 0 ? route.id : `${route.id}.${i + 1}`,
    })),
  );
  for (const route of shown) {
    const path = (paths[openApiPath(route.path)] ??= {});
    const operation: Json = {
      operationId: route.id,
      summary: route.summary,
      ...(route.description && { description: route.description }),
      tags: [route.tag],
      parameters: parameters(route),
      ...(route.body && {
        requestBody: { required: true, content: { "application/json": { schema: jsonSchema(route.body, "input") } } },
      }),
      responses: responses(route, info.errorSchema),
      ...(route.audience === "public"
        ? { security: [] }
        : { security: info.security.of(route.permission), "x-permission": route.permission }),
    };
    path[route.method.toLowerCase()] = operation;
    if (route.method === "PUT") path["patch"] ??= { ...operation, operationId: `${route.id}.patch` };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: info.title,
      description: info.description,
      version: info.version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: info.server }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    components: { securitySchemes: info.security.schemes },
    paths,
  };
};
