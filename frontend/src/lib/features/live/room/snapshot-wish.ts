/** So long a snapshot may take before it is asked for once more, in milliseconds. */
const WITHIN = 5_000;

/** Asks for the whole state over the socket, once at a time, and again while it does not come. */
export class SnapshotWish {
	readonly #send: () => boolean;
	readonly #missing: () => boolean;
	#waiting: ReturnType<typeof setTimeout> | undefined;

	/** `send` says whether the request has gone out, `missing` whether the state still lacks something. */
	constructor(send: () => boolean, missing: () => boolean) {
		this.#send = send;
		this.#missing = missing;
	}

	/** Ask; `anew` also where an answer is still awaited, as after a greeting. */
	ask(anew = false): void {
		if (this.#waiting !== undefined && !anew) return;
		this.end();
		if (!this.#send()) return;
		this.#waiting = setTimeout(() => {
			this.#waiting = undefined;
			if (this.#missing()) this.ask();
		}, WITHIN);
	}

	/** It has come, or nobody waits for it any more. */
	end(): void {
		clearTimeout(this.#waiting);
		this.#waiting = undefined;
	}
}
