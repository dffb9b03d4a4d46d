import { tick } from 'svelte';

/** Whether somebody is in a column: a mouse over it, or the focus in it. */
export class InColumn {
	#pointing = $state(false);
	#focused = $state(false);
	readonly here = $derived(this.#pointing || this.#focused);

	/** Watch this column; use as an attachment. */
	watch = (column: HTMLElement): (() => void) => {
		const controller = new AbortController();
		const on = { signal: controller.signal };
		column.addEventListener('pointerenter', ({ pointerType }) => (this.#pointing = pointerType === 'mouse'), on);
		column.addEventListener('pointerleave', () => (this.#pointing = false), on);
		// Of the whole page: what is taken away with the focus in it says nothing.
		document.addEventListener('focusin', ({ target }) => (this.#focused = column.contains(target as Node)), on);
		return () => controller.abort();
	};
}

/** Before cards change their places: a button that had the focus and is moved loses it, and gets it back here. */
export function keepFocus(column: HTMLElement | null): void {
	const focused = document.activeElement;
	if (!(focused instanceof HTMLElement) || !column?.contains(focused)) return;
	void tick().then(() => {
		if (document.activeElement === document.body && focused.isConnected) focused.focus({ preventScroll: true });
	});
}
