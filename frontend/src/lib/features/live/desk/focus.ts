import { tick } from 'svelte';

/** Focus a field of a dialog once the dialog is there: opening it moves the focus to its first button. */
export function focusInDialog(element: HTMLElement | null): void {
	void tick().then(() => element?.focus());
}
