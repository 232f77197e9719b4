/** Reporting's face: how often devices are asked about themselves, what of themselves, and what people are told of it. */
export { openReporting, type Reporting, type ReportingPorts } from './reporting.ts';
