const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** A verifier and its challenge (RFC 7636 §4). Null where the browser does not reckon: without HTTPS, but for this machine. */
export const newPkce = async (): Promise<Readonly<{ verifier: string; challenge: string }> | null> => {
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return null;
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(hash)) };
};
