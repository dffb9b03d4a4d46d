import type { DeskWork } from './desk-work.svelte.ts';

/** What each key does. The legend and the help show the same letters. */
const acts: Record<string, (work: DeskWork) => unknown> = {
	j: (work) => work.move(1),
	arrowdown: (work) => work.move(1),
	k: (work) => work.move(-1),
	arrowup: (work) => work.move(-1),
	l: (work) => work.cross(1),
	arrowright: (work) => work.cross(1),
	h: (work) => work.cross(-1),
	arrowleft: (work) => work.cross(-1),
	f: (work) => work.apply('approve'),
	a: (work) => work.apply('reject'),
	b: (work) => work.apply('answer'),
	s: (work) => work.apply('stage'),
	u: (work) => work.undo()
};

/** The act of a key press, or null when it belongs to a field, a dialog, or the browser. */
export function actFor(event: KeyboardEvent): ((work: DeskWork) => unknown) | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
	const target = event.target;
	if (target instanceof Element && target.closest('input, textarea, select, dialog, [contenteditable]')) return null;
	return acts[event.key.toLowerCase()] ?? null;
}

/** Acts that go on as long as the key is held; every other one happens once. */
export function repeats(key: string): boolean {
	return key.toLowerCase().startsWith('arrow') || /^[hjkl]$/i.test(key);
}
