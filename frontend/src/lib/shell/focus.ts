/** How long a heading that waits for its data may take before the focus stays where it is, in ms. */
const PATIENCE = 10_000;

/**
 * After a navigation the focus goes to the page's heading, also when the heading comes only with its data.
 *
 * Whoever has begun to do something meanwhile (a key, a pointer) keeps their focus.
 */
export function focusHeading(): void {
	const find = (): HTMLElement | null => document.querySelector<HTMLElement>('h1');
	const found = find();
	if (found) return give(found);
	const observer = new MutationObserver(() => {
		const heading = find();
		if (!heading) return;
		stop();
		give(heading);
	});
	const stop = (): void => {
		observer.disconnect();
		clearTimeout(timer);
		removeEventListener('keydown', stop);
		removeEventListener('pointerdown', stop);
	};
	const timer = setTimeout(stop, PATIENCE);
	addEventListener('keydown', stop);
	addEventListener('pointerdown', stop);
	observer.observe(document.body, { childList: true, subtree: true });
}

function give(heading: HTMLElement): void {
	if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
	heading.focus({ preventScroll: true });
}
