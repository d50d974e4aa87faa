/** Something read once and again on demand, for pages that carry no query library. */
import { useState, useSyncExternalStore } from "react";

type State<T> = Readonly<{ data: T | undefined; error: unknown; pending: boolean }>;

export class Loaded<T> {
  readonly #read: () => Promise<T>;
  readonly #listeners = new Set<() => void>();
  #state: State<T> = { data: undefined, error: null, pending: true };

  constructor(read: () => Promise<T>) {
    this.#read = read;
    void this.load();
  }

  load = async (): Promise<void> => {
    this.#set({ ...this.#state, error: null, pending: this.#state.data === undefined });
    try {
      this.keep(await this.#read());
    } catch (error) {
      this.#set({ data: this.#state.data, error, pending: false });
    }
  };

  /** A newer answer came with a change. */
  keep = (data: T): void => this.#set({ data, error: null, pending: false });

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): State<T> => this.#state;

  #set(state: State<T>): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export function useLoaded<T>(read: () => Promise<T>) {
  const [loaded] = useState(() => new Loaded(read));
  const state = useSyncExternalStore(loaded.subscribe, loaded.snapshot);
  return { ...state, retry: () => void loaded.load(), keep: loaded.keep };
}
