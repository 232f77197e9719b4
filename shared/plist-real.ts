/**
 * A number that must be written as a plist `<real>` even when it is whole. JavaScript cannot tell 1.0 from 1, so such
 * a number travels in this wrapper; a number that is not whole is a real anyway.
 */
export class PlistReal {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  valueOf(): number {
    return this.value;
  }
}
