import type { PlistDict } from '../wire/plist.ts';

/** An error a device reports: domain, code and text, with causes after it. */
export interface DeviceError {
  domain: string;
  code: number;
  text: string;
  causes?: readonly DeviceError[];
}

export const mdmError = (code: number, text: string, causes?: readonly DeviceError[]): DeviceError => ({
  domain: 'MCMDMErrorDomain',
  code,
  text,
  ...(causes ? { causes } : {}),
});

/** The `ErrorChain` of an error, top-level item first. */
export function errorChain(error: DeviceError): PlistDict[] {
  const item: PlistDict = {
    ErrorCode: error.code,
    ErrorDomain: error.domain,
    LocalizedDescription: error.text,
    USEnglishDescription: error.text,
  };
  return [item, ...(error.causes ?? []).flatMap(errorChain)];
}
