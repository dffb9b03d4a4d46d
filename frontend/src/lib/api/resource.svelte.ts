import { api, peek, type Query } from './client.ts';
import { NetworkProblem } from './problem.ts';

export type ResourceState = 'loading' | 'ready' | 'error' | 'offline';

/**
 * One answer of the API with the states that a view draws.
 *
 * The first answer comes from the page itself when the server wrote it in, so the view is ready at once.
 * A failed reload keeps the data that is already shown; `problem` then says what went wrong.
 */
export class Resource<T> {
	data = $state.raw<T | null>(null);
	problem = $state.raw<unknown>(null);
	busy = $state(false);
	readonly state: ResourceState = $derived.by(() => {
		if (this.data !== null) return 'ready';
		if (this.problem === null) return 'loading';
		return this.problem instanceof NetworkProblem ? 'offline' : 'error';
	});
	#path: string;
	#query: Query | undefined;
	#turn = 0;

	constructor(path: string, query?: Query) {
		this.#path = path;
		this.#query = query;
		const brought = peek<T>(path, query);
		if (brought) this.data = brought.value;
		else void this.reload();
	}

	/** Ask again; of two calls under way only the later one counts. */
	async reload(): Promise<void> {
		const turn = ++this.#turn;
		this.busy = true;
		try {
			const data = await api.get<T>(this.#path, this.#query ? { query: this.#query } : {});
			if (turn !== this.#turn) return;
			this.data = data;
			this.problem = null;
		} catch (problem) {
			if (turn === this.#turn) this.problem = problem;
		} finally {
			if (turn === this.#turn) this.busy = false;
		}
	}
}
