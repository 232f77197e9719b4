const PORT = 88;

/** Where a KDC is. */
export interface KdcAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads “kdc.school.example”, “kdc.school.example:88” or “[::1]:88”; undefined when it is neither. */
export function readKdcAddress(text: string): KdcAddress | undefined {
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?))(?::(\d{1,5}))?$/i.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? PORT : Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
