/** The face of blueprints: what devices are to be like, and the runs that make them so. */
export { type Blueprints, openBlueprints } from './blueprints.ts';
