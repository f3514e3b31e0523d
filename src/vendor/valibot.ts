/**
 * valibot by its own minified build, which the package has no door to. Every start has to read the library: the build
 * for developers has 206 kB, this one 85.
 */
export * from '../../node_modules/valibot/dist/index.min.mjs';
