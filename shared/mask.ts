/** What stands in the place of a secret wherever something is kept or shown without it. */
export const MASK = '•••';
