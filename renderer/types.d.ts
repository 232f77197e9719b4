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
