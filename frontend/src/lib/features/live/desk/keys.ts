import type { DeskWork } from './desk-work.svelte.ts';

type Act = (work: DeskWork) => unknown;

/** What each key does. The buttons, the legend and the help show the same letters (`commandKeys`). */
const acts: Readonly<Record<string, Act>> = {
	j: (work) => work.move(1),
	arrowdown: (work) => work.move(1),
	k: (work) => work.move(-1),
	arrowup: (work) => work.move(-1),
	l: (work) => work.cross(1),
	arrowright: (work) => work.cross(1),
	h: (work) => work.cross(-1),
	arrowleft: (work) => work.cross(-1),
	f: (work) => work.applyFirst('approve'),
	a: (work) => work.applyFirst('reject'),
	w: (work) => work.applyFirst('edit'),
	t: (work) => work.applyFirst('label'),
	v: (work) => work.applyFirst('pin', 'unpin'),
	s: (work) => work.applyFirst('stage'),
	b: (work) => work.applyFirst('answer'),
	n: (work) => work.applyFirst('write'),
	i: (work) => work.applyFirst('defer'),
	z: (work) => work.applyFirst('merge'),
	x: (work) => work.applyFirst('unmerge'),
	u: (work) => work.applyFirst('unstage', 'restore', 'unapprove'),
	o: (work) => work.order.arrange(),
	r: (work) => work.undo()
};

const withShift: Readonly<Record<string, Act>> = {
	arrowdown: (work) => work.shift(1),
	j: (work) => work.shift(1),
	arrowup: (work) => work.shift(-1),
	k: (work) => work.shift(-1),
	v: (work) => work.toFront(),
	z: (work) => work.apply('merge', true)
};

/** The act of a key press, or null when it belongs to a field, a dialog, or the browser. */
export function actFor(event: KeyboardEvent): Act | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isElsewhere(event)) return null;
	return (event.shiftKey ? withShift : acts)[event.key.toLowerCase()] ?? null;
}

/** Whether a dialog lies over the desk: whatever is pressed then, the desk behind it is not meant. */
export function isCovered(): boolean {
	return document.querySelector('dialog[open]') !== null;
}

/** Whether the key is typed into a field or belongs to a dialog. */
export function isElsewhere({ target }: Event): boolean {
	return target instanceof Element && target.closest('input:not([type=checkbox]), textarea, select, dialog, [contenteditable]') !== null;
}

/** Whether the keys ask for taking back the last act, as everywhere else. */
export function isUndo(event: KeyboardEvent): boolean {
	return (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
}

/** Acts that go on as long as the key is held; every other one happens once. */
export function repeats(event: KeyboardEvent): boolean {
	return !event.shiftKey && (event.key.toLowerCase().startsWith('arrow') || /^[hjkl]$/i.test(event.key));
}
