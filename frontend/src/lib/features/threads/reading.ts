import { api } from '#lib/api';

const PAUSE = 1_000;

/**
 * Remembers the highest post that came into view and tells the server a moment later; never moves back.
 *
 * A failure is of no consequence: the next post that is seen tells it again.
 */
export class Reading {
	#told: number;
	#seen: number;
	readonly #thread: number;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(thread: number, told: number) {
		this.#thread = thread;
		this.#told = this.#seen = told;
	}

	/** For `{@attach}`: this element shows the post with this number. */
	watch(number: number): (element: Element) => () => void {
		return (element) => {
			const observer = new IntersectionObserver(
				(entries) => entries.some((entry) => entry.isIntersecting) && this.see(number),
				{ rootMargin: '0px 0px -20% 0px' }
			);
			observer.observe(element);
			return () => observer.disconnect();
		};
	}

	see(number: number): void {
		if (number <= this.#seen) return;
		this.#seen = number;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#tell(), PAUSE);
	}

	async #tell(): Promise<void> {
		const number = this.#seen;
		if (number <= this.#told) return;
		try {
			await api.put(`threads/${this.#thread}/read`, { number });
			this.#told = Math.max(this.#told, number);
		} catch {
			this.#seen = this.#told;
		}
	}
}
