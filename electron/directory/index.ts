/** The face of the directory: people who use devices, what is known of them, and which devices they have. */
export { type Directories, type DirectoryPorts, openDirectories } from './directory-readings.ts';
export { type Loans, openLoans } from './loans.ts';
export { openPeople, type People } from './people.ts';
