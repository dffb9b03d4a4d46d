import { api, ApiProblem } from '#lib/api';

const AGAIN = 5_000;

/**
 * The way in for a projector: the key in the link's fragment is shown to the server once, and from then on the
 * browser's session holds the permission. No network is no reason to give up: it goes on trying.
 */
export class Grant {
	/** `refused`: the key is no (longer) good. Without a key the browser's own session decides. */
	state = $state<'asking' | 'given' | 'refused'>('asking');
	readonly #id: string;
	#key: string;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(id: string, key: string) {
		this.#id = id;
		this.#key = key;
	}

	get hasKey(): boolean {
		return this.#key !== '';
	}

	/** Show the key. `ontaken` is called when the address bar may forget it. */
	async ask(ontaken: () => void): Promise<void> {
		clearTimeout(this.#timer);
		if (!this.hasKey) {
			this.state = 'given';
			return;
		}
		try {
			await api.post(`live/${this.#id}/stage`, { key: this.#key });
			this.state = 'given';
			ontaken();
		} catch (problem) {
			if (problem instanceof ApiProblem && problem.status < 500 && problem.status !== 429) this.state = 'refused';
			else this.#timer = setTimeout(() => void this.ask(ontaken), AGAIN);
		}
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}
