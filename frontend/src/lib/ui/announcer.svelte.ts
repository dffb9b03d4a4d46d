/** Milliseconds between two messages. */
export const ANNOUNCE_EVERY = 5_000;

/**
 * Says things to people who listen: at most one message in five seconds, the newest wins, and it can be paused. Said
 * twice, a message is heard twice.
 */
export class Announcer {
	text = $state('');
	paused = $state(false);
	#waiting: string | null = null;
	#last = -Infinity;
	#timer: ReturnType<typeof setTimeout> | undefined;

	say(text: string): void {
		if (this.paused) return;
		this.#waiting = text;
		if (this.#timer !== undefined) return;
		const wait = Math.max(0, this.#last + ANNOUNCE_EVERY - Date.now());
		this.#timer = setTimeout(() => this.#speak(), wait);
	}

	pause(): void {
		this.paused = true;
		this.#waiting = null;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.text = '';
	}

	resume(): void {
		this.paused = false;
	}

	#speak(): void {
		this.#timer = undefined;
		if (this.#waiting === null) return;
		this.#last = Date.now();
		// The same text again would be no change, and nobody would hear it.
		this.text = this.#waiting === this.text ? `${this.#waiting}\u00a0` : this.#waiting;
		this.#waiting = null;
	}
}
