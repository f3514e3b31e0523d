/** The minified build has the types of the other one. */
declare module '*/valibot/dist/index.min.mjs' {
  export * from 'valibot';
}
