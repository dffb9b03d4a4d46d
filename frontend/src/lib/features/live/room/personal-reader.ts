import { api, ApiProblem } from '#lib/api';
import { windowDelay } from '#lib/realtime';
import type { Personal } from './shapes.ts';

type Span = readonly [from: number, to: number];

/** As wide as the window of the server's `missed`, for gaps that a client finds itself. */
const WITHIN: Span = [0, 10_000];

/**
 * Reads over REST what is a person's own: votes, ballots, receipts. The stream tells them once, so they are read again
 * when frames were missed; a whole hall misses them at once, therefore each phone at a time of its own.
 */
export class PersonalReader {
	readonly #path: string;
	readonly #take: (me: Personal) => void;
	#waiting: ReturnType<typeof setTimeout> | undefined;

	constructor(id: string, take: (me: Personal) => void) {
		this.#path = `live/${id}/me`;
		this.#take = take;
	}

	/** Read now. Raises what the API client raises. */
	async read(): Promise<void> {
		this.#take(await api.get<Personal>(this.#path));
	}

	/** Read at a random time in the window, once for all that is missed until then; again while nobody answers. */
	soon(within: Span = WITHIN): void {
		this.#waiting ??= setTimeout(() => void this.#readOrWait(), windowDelay(within));
	}

	stop(): void {
		clearTimeout(this.#waiting);
		this.#waiting = undefined;
	}

	async #readOrWait(): Promise<void> {
		this.#waiting = undefined;
		try {
			await this.read();
		} catch (problem) {
			if (!(problem instanceof ApiProblem) || problem.status >= 500) this.soon();
		}
	}
}
