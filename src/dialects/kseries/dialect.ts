import type { Dialect } from "../../http/route.ts";

/** The conventions of the K-Series API that every route of it shares. */
export const kseries: Dialect = {
  name: "kseries",
  prefixes: ["/o/", "/f/", "/items/", "/tax/", "/accounting/"],
  acceptsJson: () => true,
  errorBody({ status, code, description, path, at }) {
    if (status === 401) {
      return {
        errors: [{ code: "unauthorized", title: "Full authentication is required to access this resource" }],
      };
    }
    return { timestamp: new Date(at).toISOString(), status, error: code, message: description, path };
  },
};
