export {
  type EncodeOptions,
  isPlistDict,
  type PlistDict,
  type PlistInput,
  type PlistLimits,
  PlistReal,
  type PlistValue,
} from '../../shared/plist/index.ts';
export * from './check-in.ts';
export * from './connect.ts';
export * from './declarative.ts';
export * from './device-errors.ts';
export * from './digest.ts';
export * from './enrollment-id.ts';
export * from './error-chain.ts';
export { decodePlist, decodePlistDict } from './plist/decode.ts';
export { encodePlist, encodePlistBytes } from './plist/encode.ts';
export * from './results/index.ts';
export { type SalvagedConnect, salvageConnect, salvageIdentity } from './salvage.ts';
