/** The face of variables: what `$EMAIL$` and the like stand for on a device. How they are written is in shared/variables. */
export { type DirectoryPerson, openVariables, type PeopleDirectory, type Variables } from './variables.ts';
