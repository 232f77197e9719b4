import { bytesToBase64 } from '../../shared/catalogue/base64.ts';

/** A certificate file as the engine takes it: PEM as it is, anything else in base64. */
export async function certificateText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return text.includes('-----BEGIN ') ? text : bytesToBase64(bytes);
}
