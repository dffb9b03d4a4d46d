const SCROLL_ENDS = 700;
const MOUSE_RESTS = 2_000;

/**
 * Whether somebody is just using the list: a finger on it, scrolling, a mouse moving over it, or reading further down.
 * As long as that is so, no row may change its place.
 */
export class Hold {
	#touching = $state(false);
	#scrolling = $state(false);
	#pointing = $state(false);
	/** The beginning of the list is out of sight. */
	away = $state(false);
	readonly held = $derived(this.#touching || this.#scrolling || this.#pointing || this.away);
	#timers: { scroll?: ReturnType<typeof setTimeout>; mouse?: ReturnType<typeof setTimeout> } = {};

	/** Watch this list; use as an attachment. */
	watch = (list: HTMLElement): (() => void) => {
		const controller = new AbortController();
		const on = { signal: controller.signal, passive: true };
		const lift = (event: TouchEvent): void => void (this.#touching = event.touches.length > 0);
		list.addEventListener('touchstart', () => (this.#touching = true), on);
		addEventListener('touchend', lift, on);
		addEventListener('touchcancel', lift, on);
		list.addEventListener('pointermove', (event) => event.pointerType === 'mouse' && this.#moved(), on);
		list.addEventListener('pointerleave', () => (this.#pointing = false), on);
		addEventListener('scroll', () => this.#scrolled(list), on);
		const looking = requestAnimationFrame(() => this.#look(list)); // measured now, the list would be laid out twice
		return () => {
			controller.abort();
			cancelAnimationFrame(looking);
			clearTimeout(this.#timers.scroll);
			clearTimeout(this.#timers.mouse);
			this.release();
		};
	};

	/** Let go, because the person asked for the new order. */
	release(): void {
		this.#touching = this.#scrolling = this.#pointing = this.away = false;
	}

	#moved(): void {
		this.#pointing = true;
		clearTimeout(this.#timers.mouse);
		this.#timers.mouse = setTimeout(() => (this.#pointing = false), MOUSE_RESTS);
	}

	#scrolled(list: HTMLElement): void {
		this.#scrolling = true;
		clearTimeout(this.#timers.scroll);
		this.#timers.scroll = setTimeout(() => (this.#scrolling = false), SCROLL_ENDS);
		this.#look(list);
	}

	#look(list: HTMLElement): void {
		this.away = list.getBoundingClientRect().top < -80;
	}
}
