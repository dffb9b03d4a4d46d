/** From few large rows to many small ones; the last cuts long answers. */
const LEVELS = 8;
/** From here on the poll takes the whole width: the QR code makes room, the code stays. */
const WIDE = 5;

/**
 * Gives the poll the first level at which everything in it is seen, now and whenever the hall or the letters change;
 * returns what ends that.
 */
export function fitted(poll: HTMLElement): () => void {
	const fit = (): void => {
		const parts = [poll, ...poll.querySelectorAll<HTMLElement>('[data-fit]')];
		for (let level = 0; level < LEVELS; level++) {
			poll.dataset.level = String(level);
			poll.toggleAttribute('data-wide', level >= WIDE);
			if (parts.every((part) => part.scrollHeight <= part.clientHeight + 1)) return;
		}
	};
	fit();
	// The hall, not the poll itself, which changes its size with each level that is tried.
	const observer = new ResizeObserver(fit);
	if (poll.parentElement) observer.observe(poll.parentElement);
	document.fonts.addEventListener('loadingdone', fit);
	return () => {
		observer.disconnect();
		document.fonts.removeEventListener('loadingdone', fit);
	};
}
