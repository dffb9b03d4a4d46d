export type Sort = 'top' | 'new' | 'unseen';

export interface Ranked {
	readonly id: string;
	readonly score: number;
	/** Milliseconds since the epoch at which everybody could first see it. */
	readonly since: number;
	/** Whether this person has voted for it. */
	readonly voted: boolean;
}

/**
 * The order of a list. Equal ones stand in the order in which they came, so the result depends on nothing else.
 *
 * `unseen` is for questions that the votes pass by: those that this phone has not shown yet (`seen`), then those
 * that this person has not voted for, then those with the fewest votes.
 */
export function ranked(questions: readonly Ranked[], sort: Sort, seen: ReadonlySet<string>): string[] {
	const older = (a: Ranked, b: Ranked): number => a.since - b.since || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
	const by: Record<Sort, (a: Ranked, b: Ranked) => number> = {
		top: (a, b) => b.score - a.score || older(a, b),
		new: (a, b) => older(b, a),
		unseen: (a, b) =>
			Number(seen.has(a.id)) - Number(seen.has(b.id)) ||
			Number(a.voted) - Number(b.voted) ||
			a.score - b.score ||
			older(a, b)
	};
	return [...questions].sort(by[sort]).map(({ id }) => id);
}

/** The list as it stands on the screen. `waiting` counts questions that are not in it yet, `moved` says that it differs. */
export interface Shown {
	readonly ids: readonly string[];
	readonly waiting: number;
	readonly moved: boolean;
}

export const nothingShown: Shown = { ids: [], waiting: 0, moved: false };

/**
 * What to show now. While the list is `held` (a finger on it, scrolling, reading further down) no row changes its
 * place: new ones wait, and those that are gone keep an empty place until the list is let go.
 */
export function shownNow(shown: Shown, target: readonly string[], held: boolean): Shown {
	if (!held || shown.ids.length === 0) return { ids: target, waiting: 0, moved: false };
	const there = new Set(shown.ids);
	const waiting = target.filter((id) => !there.has(id)).length;
	const moved = target.length !== shown.ids.length || target.some((id, place) => shown.ids[place] !== id);
	return { ids: shown.ids, waiting, moved };
}
