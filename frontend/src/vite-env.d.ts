/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The version in package.json, put in by the build. */
  readonly VITE_ONROLL_VERSION: string;
}
