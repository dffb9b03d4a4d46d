import { SvelteMap } from 'svelte/reactivity';

const UNDO_FOR = 6_000;

/** Acts that are done some seconds later, so that they can be taken back without the server ever hearing of them. */
export class Delayed {
	readonly #act: (id: string) => unknown;
	readonly #timers = new SvelteMap<string, ReturnType<typeof setTimeout>>();

	constructor(act: (id: string) => unknown) {
		this.#act = act;
	}

	has(id: string): boolean {
		return this.#timers.has(id);
	}

	later(id: string): void {
		this.cancel(id);
		this.#timers.set(
			id,
			setTimeout(() => this.#do(id), UNDO_FOR)
		);
	}

	cancel(id: string): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.delete(id);
	}

	/** Do everything now: the page is being left. */
	doAll(): void {
		for (const id of [...this.#timers.keys()]) this.#do(id);
	}

	#do(id: string): void {
		this.cancel(id);
		void this.#act(id);
	}
}
