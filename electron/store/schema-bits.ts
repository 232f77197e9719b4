/** A boolean as the store keeps it. */
export type Bit = 0 | 1;
