export * from './check-in.ts';
export * from './connect.ts';
export * from './declarative.ts';
export * from './device-errors.ts';
export * from './digest.ts';
export * from './enrollment-id.ts';
export * from './error-chain.ts';
export { decodePlist, decodePlistDict } from './plist/decode.ts';
export { type EncodeOptions, encodePlist, encodePlistBytes, type PlistInput } from './plist/encode.ts';
export {
  isPlistDict,
  type PlistDict,
  type PlistLimits,
  PlistReal,
  type PlistValue,
} from './plist/value.ts';
export * from './results/index.ts';
export { type SalvagedConnect, salvageConnect, salvageIdentity } from './salvage.ts';
