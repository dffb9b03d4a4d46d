import { untrack } from 'svelte';
import { inTurn } from './in-turn.ts';

/** Rows of the first piece, whoever draws it, and of the biggest: a row may turn out longer than those before it. */
const FIRST = 2;
const MOST = 16;
/** Milliseconds: a piece that took longer is too big, one that took less (a frame is 16) may be bigger. */
const LONG = 50;
const SHORT = 25;

/**
 * How many rows of a long list are drawn: `first` of them with the page, a screenful or two in the next frames, more as
 * somebody comes near the end. So a list of 500 costs a phone no more than one of 30, and nothing that is touched waits for it.
 *
 * How many rows a frame gets is measured: a slow phone draws row by row what a fast one draws at once.
 */
export class Growing {
	size = $state(0);
	/** The first screenfuls are there: what stands below the list may come, and is not pushed down any more. */
	settled = $state(false);
	readonly #step: number;
	#goal: number;
	#rows = FIRST;
	#stop: (() => void) | null = null;
	#observe: (() => void) | null = null;

	constructor(step: number, first = 0) {
		this.size = first;
		this.#step = step;
		this.#goal = step;
		$effect(() => {
			untrack(() => this.#draw()); // begun anew with each row, it would stop the piece that is under way
			return () => this.#stop?.();
		});
	}

	grow(): void {
		this.#goal = Math.max(this.#goal, this.size + this.#step);
		this.#draw();
	}

	/** Draw at least so many. */
	reach(count: number): void {
		if (count <= this.size) return;
		this.size = count;
		this.#goal = Math.max(this.#goal, count + this.#step);
	}

	/** Back to the first screenful: the end is out of sight. */
	reset(): void {
		this.#goal = this.#step;
		this.size = Math.min(this.size, this.#step);
	}

	/** Watch the element that stands after the last row drawn; use as an attachment. */
	watch = (end: Element): (() => void) => {
		const scroller = end.closest('[data-scrolls]');
		const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.grow(), {
			root: scroller && getComputedStyle(scroller).overflowY === 'auto' ? scroller : null,
			rootMargin: '800px 0px'
		});
		// Observed anew after each step, because an end that stays in sight does not cross anything.
		this.#observe = () => {
			observer.unobserve(end);
			observer.observe(end);
		};
		if (!this.#stop) this.#observe();
		return () => {
			this.#observe = null;
			observer.disconnect();
		};
	};

	/** One piece after the other, until there are as many rows as wanted. */
	#draw(): void {
		if (this.#stop) return;
		if (this.size >= this.#goal) {
			this.settled = true;
			this.#observe?.();
			return;
		}
		this.#stop = inTurn(
			() => (this.size = Math.min(this.#goal, this.size + this.#rows)),
			(took) => {
				this.#rows = rowsAfter(this.#rows, took);
				this.#stop = null;
				this.#draw();
			}
		);
	}
}

/** How many rows the next piece gets, after one of so many rows that has taken so long. */
export function rowsAfter(rows: number, took: number): number {
	if (took > LONG) return Math.max(1, Math.floor(rows / 2));
	return took < SHORT ? Math.min(MOST, rows * 2) : rows;
}
