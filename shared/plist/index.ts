/**
 * Property lists in XML, read and written: for the engine, which brings faster readers of base64, and the console, which
 * shows XML beside its forms. Binary lists are read by the engine only.
 */
export { type DataWriter, type EncodeOptions, encodePlist, type PlistInput } from './encode.ts';
export { readXmlPlist } from './read-xml.ts';
export { findForbidden } from './scalars.ts';
export {
  isPlainObject,
  isPlistDict,
  newDict,
  type PlistDict,
  PlistError,
  type PlistLimits,
  PlistReal,
  type PlistValue,
  type ResolvedLimits,
  resolveLimits,
  shownKey,
} from './value.ts';
export { type DataReader, XmlReader } from './xml-reader.ts';
