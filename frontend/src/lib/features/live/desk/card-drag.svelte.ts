import type { Shortlist } from './shortlist.ts';

const EDGE = 56;
const SCROLLS = 14;

/**
 * Dragging a card by its grip, with mouse, pen or finger, to a place of the shortlist. One place is sent, when it is
 * let go; Escape, or letting go anywhere else, changes nothing. By keys the same is done with shift and arrows.
 */
export class CardDrag {
	/** The card that is being dragged. */
	id = $state<string | null>(null);
	/** Where on the shortlist it would come, 1 is first; null while it is not above the list. */
	place = $state<number | null>(null);
	readonly #shortlist: Shortlist;
	#end: AbortController | null = null;

	constructor(shortlist: Shortlist) {
		this.#shortlist = shortlist;
	}

	begin(event: PointerEvent, id: string): void {
		if (event.button !== 0 || !event.isPrimary) return;
		event.preventDefault(); // no text is selected on the way
		event.stopPropagation(); // and the card does not unfold under the finger
		this.stop();
		this.id = id;
		this.#end = new AbortController();
		// On the window: the card may be drawn anew while it is under way.
		const on = { signal: this.#end.signal };
		addEventListener('pointermove', (move) => this.#move(move), on);
		addEventListener('pointerup', () => this.#drop(), on);
		addEventListener('pointercancel', () => this.stop(), on);
		addEventListener('keydown', ({ key }) => key === 'Escape' && this.stop(), on);
	}

	stop(): void {
		this.#end?.abort();
		this.#end = this.id = this.place = null;
	}

	#move({ clientX, clientY }: PointerEvent): void {
		const list = document.querySelector('[data-shortlist]');
		const box = list?.getBoundingClientRect();
		if (!list || !box || clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom) {
			this.place = null;
			return;
		}
		const down = clientY > Math.min(box.bottom, innerHeight) - EDGE;
		const step = down ? SCROLLS : clientY < Math.max(box.top, 0) + EDGE ? -SCROLLS : 0;
		list.scrollBy(0, step); // where the column scrolls by itself
		scrollBy(0, step); // on a narrow screen the page does
		const others = [...list.querySelectorAll<HTMLElement>('[data-pinned]')].filter(({ dataset }) => dataset.id !== this.id);
		this.place = 1 + others.filter((card) => clientY > middle(card)).length;
	}

	#drop(): void {
		const { id, place } = this;
		this.stop();
		if (id !== null && place !== null) void this.#shortlist.put(id, place);
	}
}

function middle(card: HTMLElement): number {
	const { top, height } = card.getBoundingClientRect();
	return top + height / 2;
}
