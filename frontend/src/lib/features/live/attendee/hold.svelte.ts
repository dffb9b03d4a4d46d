const SCROLL_ENDS = 700;
const MOUSE_RESTS = 2_000;
/** The browser's `click` comes after `touchend`: until then the row must stay where it was tapped. */
const TAP_ENDS = 400;
/** After a tap of one's own the row stays, so that one sees what it did. */
const ACT_RESTS = 1_800;

type Use = 'touch' | 'scroll' | 'mouse' | 'act';

/**
 * Whether somebody is just using the list. While it is `still`, nothing may change its place or its height: a finger is
 * on it or has just been, it is scrolled, a mouse moves over it, or somebody reads further down. While it is `held`, no
 * row may change its place: also as long as the keyboard's focus is in it.
 */
export class Hold {
	#uses = $state.raw<ReadonlySet<Use>>(new Set());
	/** The beginning of the list is out of sight. */
	away = $state(false);
	/** The keyboard's focus is in the list. */
	keyboard = $state(false);
	readonly still = $derived(this.#uses.size > 0 || this.away);
	readonly held = $derived(this.still || this.keyboard);
	readonly #timers = new Map<Use, ReturnType<typeof setTimeout>>();

	/** Watch this list; use as an attachment. */
	watch = (list: HTMLElement): (() => void) => {
		const controller = new AbortController();
		const on = { signal: controller.signal, passive: true };
		const lift = ({ touches }: TouchEvent): void => {
			if (touches.length === 0 && this.#uses.has('touch')) this.#use('touch', TAP_ENDS);
		};
		list.addEventListener('touchstart', () => this.#use('touch'), on);
		addEventListener('touchend', lift, on);
		addEventListener('touchcancel', lift, on);
		list.addEventListener('click', () => this.#use('act', ACT_RESTS), on);
		list.addEventListener('pointermove', ({ pointerType }) => pointerType === 'mouse' && this.#use('mouse', MOUSE_RESTS), on);
		list.addEventListener('pointerleave', () => this.#rest('mouse'), on);
		list.addEventListener('focusin', ({ target }) => (this.keyboard = target !== list && isByKeyboard(target)), on);
		list.addEventListener('keydown', ({ target }) => target !== list && (this.keyboard = true), on);
		list.addEventListener('focusout', ({ relatedTarget: to }) => (this.keyboard &&= to instanceof Node && list.contains(to)), on);
		addEventListener('scroll', () => this.#scrolled(list), on);
		const looking = requestAnimationFrame(() => this.#look(list)); // measured now, the list would be laid out twice
		return () => {
			controller.abort();
			cancelAnimationFrame(looking);
			this.release();
		};
	};

	/** Let go, because the person asked for the new order. */
	release(): void {
		for (const use of this.#uses) this.#rest(use);
		this.away = this.keyboard = false;
	}

	/** In use from now on; with `lasts` (milliseconds) no longer than that. */
	#use(use: Use, lasts?: number): void {
		clearTimeout(this.#timers.get(use));
		if (!this.#uses.has(use)) this.#uses = new Set(this.#uses).add(use);
		if (lasts !== undefined) this.#timers.set(use, setTimeout(() => this.#rest(use), lasts));
	}

	#rest(use: Use): void {
		clearTimeout(this.#timers.get(use));
		if (!this.#uses.has(use)) return;
		const others = new Set(this.#uses);
		others.delete(use);
		this.#uses = others;
	}

	#scrolled(list: HTMLElement): void {
		this.#use('scroll', SCROLL_ENDS);
		this.#look(list);
	}

	#look(list: HTMLElement): void {
		this.away = list.getBoundingClientRect().top < -80;
	}
}

function isByKeyboard(target: EventTarget | null): boolean {
	return target instanceof Element && target.matches(':focus-visible');
}
