/**
 * Variables in profiles, app configurations and names: `$EMAIL$` stands for what is known of a device or its person.
 * Pure, for Node and the browser.
 */
export { contextOf, type TextContext } from './escapes.ts';
export { fillContent, fillText, namesIn, type VariableValues } from './fill.ts';
export { placesOfVariable, type VariableFinding, variableFindings, variableProblem } from './findings.ts';
export * from './names.ts';
export { escapeText, type Piece, parseText } from './syntax.ts';
export {
  type Translation,
  translateContent,
  translateText,
} from './translate.ts';
export { VENDOR_NAMES } from './vendor-variables.ts';
export { type VariableWords, variableWords } from './words.ts';
