/**
 * How many rows of a long list are drawn: a screenful at first, more as somebody comes near its end. So a list of 500
 * costs a phone no more than one of 30, and scrolling never waits.
 */
export class Growing {
	size = $state(0);
	readonly #step: number;

	constructor(step: number) {
		this.#step = step;
		this.size = step;
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
