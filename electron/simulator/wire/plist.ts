export {
  decodePlist,
  encodePlistBytes,
  isPlistDict,
  type PlistDict,
  type PlistInput,
  PlistReal,
  type PlistValue,
} from '../../protocol/index.ts';
