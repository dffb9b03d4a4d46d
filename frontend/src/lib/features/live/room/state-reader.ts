import { ApiProblem, apiUrl, NetworkProblem, peek, type ProblemBody } from '#lib/api';
import type { StateAnswer } from './shapes.ts';

const TIMEOUT = 10_000;

/**
 * Reads the state of one stream, and says which one it has: an unchanged state costs some hundred bytes.
 *
 * The shared client has no words for `304`, which is the usual answer here.
 */
export class StateReader {
	readonly #path: string;
	#tag: string | null = null;

	constructor(path: string) {
		this.#path = path;
	}

	/** The state, or null when it is the one read last. Raises what the API client raises. */
	async read(): Promise<StateAnswer | null> {
		const brought = peek<StateAnswer>(this.#path);
		if (brought) return brought.value;
		let response: Response;
		let body: unknown;
		try {
			response = await fetch(apiUrl(this.#path), {
				credentials: 'same-origin',
				cache: 'no-store', // the browser's own cache would turn 304 into the whole answer
				headers: { Accept: 'application/json', ...(this.#tag ? { 'If-None-Match': this.#tag } : {}) },
				signal: AbortSignal.timeout(TIMEOUT)
			});
			if (response.status === 304) return null;
			body = await response.json();
		} catch (cause) {
			throw new NetworkProblem(navigator.onLine === false ? 'offline' : 'unreachable', cause);
		}
		if (!response.ok) throw new ApiProblem(response.status, body as ProblemBody);
		this.#tag = response.headers.get('ETag');
		return body as StateAnswer;
	}
}
