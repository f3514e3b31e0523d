/** The part of ncc's interface that the build uses; the package has no types. */
declare module '@vercel/ncc' {
  interface Options {
    /** ECMAScript modules; otherwise CommonJS. */
    readonly esm: boolean;
    readonly cache: boolean;
    readonly quiet: boolean;
    /** The name of the bundle's first file. */
    readonly filename: string;
    /** The name of the files of licences. */
    readonly license: string;
  }
  interface Built {
    readonly code: string;
    /** The chunks, and the files of licences. */
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
  }
  export default function ncc(entry: string, options: Options): Promise<Built>;
}
