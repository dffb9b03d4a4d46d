/** Rows of the very first piece: what a phone shows. */
const FIRST = 6;

/**
 * How many rows of a long list are drawn: a few at once, a screenful or two in the next frames, more as somebody comes
 * near the end. So a list of 500 costs a phone no more than one of 30, and nothing that is touched waits for it.
 */
export class Growing {
	size = $state(FIRST);
	readonly #step: number;

	constructor(step: number) {
		this.#step = step;
		$effect(() => {
			if (this.size >= step) return;
			const timer = setTimeout(() => (this.size = Math.min(step, this.size + FIRST)));
			return () => clearTimeout(timer);
		});
	}

	grow(): void {
		this.size += this.#step;
	}

	/** Draw at least so many. */
	reach(count: number): void {
		if (count > this.size) this.size = count + this.#step;
	}

	/** Back to the first screenful: the end is out of sight. */
	reset(): void {
		this.size = this.#step;
	}

	/** Watch the element that stands after the last row drawn; use as an attachment. */
	watch = (end: Element): (() => void) => {
		const scroller = end.closest('[data-scrolls]');
		const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#more(observer, end), {
			root: scroller && getComputedStyle(scroller).overflowY === 'auto' ? scroller : null,
			rootMargin: '800px 0px'
		});
		observer.observe(end);
		return () => observer.disconnect();
	};

	/** One step; observed anew, because an end that stays in sight does not cross anything. */
	#more(observer: IntersectionObserver, end: Element): void {
		this.grow();
		observer.unobserve(end);
		requestAnimationFrame(() => end.isConnected && observer.observe(end));
	}
}
