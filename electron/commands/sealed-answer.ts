import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Sealed, Vault } from '../store/index.ts';

/** Below this many bytes packing costs more than it saves. */
const WORTH_PACKING = 2048;
const AS_IT_CAME = 0;
const PACKED = 1;

/** Half the time of the quickest deflate, and smaller. */
const QUICKLY = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Seals an answer as it came. Long ones are packed first: a list of apps shrinks to a twentieth, which saves more time
 * in writing than the packing takes.
 */
export function sealAnswer(vault: Vault, commandId: string, raw: Uint8Array): Sealed {
  const packed = raw.length >= WORTH_PACKING;
  const content = packed ? zstdCompressSync(raw, QUICKLY) : raw;
  return vault.seal(context(commandId), Buffer.concat([Buffer.of(packed ? PACKED : AS_IT_CAME), content]));
}

/** @throws CartwrightError `vault-locked` when it does not open */
export function openAnswer(vault: Vault, commandId: string, sealed: Sealed): Uint8Array {
  const opened = vault.open(context(commandId), sealed);
  const content = opened.subarray(1);
  return opened[0] === PACKED ? zstdDecompressSync(content) : content;
}

/** What the answer is bound to, so that it cannot be shown as another command's. */
function context(commandId: string): string {
  return `command-result:${commandId}`;
}
