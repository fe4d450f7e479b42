/** What this device is: paired once with a register of a site, by somebody with a password. */
export type Device = Readonly<{
  id: number;
  token: string;
  companyId: number;
  siteId: number;
  siteName: string;
  registerId: number;
  registerName: string;
}>;

/** Who works at the screen now. */
export type Session = Readonly<{ token: string; staffId: number; name: string; permissions: readonly string[] }>;
