import { m } from '#lib/messages';
import { toasts } from '#lib/ui/toasts.svelte.ts';

/**
 * Load a part of the page that is drawn only when it is asked for; null, and a message, when it does not come. Asking
 * again tries again.
 */
export async function part<T>(load: () => Promise<T>): Promise<T | null> {
	askForStylesAnew();
	try {
		return await load();
	} catch {
		toasts.show(m.live_part_missing(), { tone: 'danger' });
		return null;
	}
}

/** A style sheet that did not come is not asked for by the next import: its link is there already. */
function askForStylesAnew(): void {
	for (const link of document.querySelectorAll<HTMLLinkElement>('head link[rel=stylesheet]')) {
		if (link.sheet === null) link.href = link.getAttribute('href') ?? '';
	}
}
