declare module '*.css';
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.woff2' {
  /** Where the bundle keeps the file. */
  const address: string;
  export default address;
}
declare module '*.woff' {
  /** Where the bundle keeps the file. */
  const address: string;
  export default address;
}
declare module '*.svg?raw' {
  /** The file's text. */
  const source: string;
  export default source;
}
declare module '*.svg' {
  /** Where the bundle keeps the file. */
  const address: string;
  export default address;
}
interface ImportMeta {
  readonly env: {
    /** `1` in a bundle with the gallery of components, which releases are not; see scripts/gallery.ts. */
    readonly VITE_GALLERY?: string;
  };
}
