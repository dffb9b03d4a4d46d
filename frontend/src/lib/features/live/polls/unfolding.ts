import type { AnyPoll } from '../room/poll-book.svelte.ts';

/** Which poll of the hall stands unfolded, and which open ones this page has met already. */
export interface Unfolding {
	readonly shown: string | null;
	readonly met: ReadonlySet<string>;
}

type Row = Pick<AnyPoll, 'id' | 'kind' | 'state' | 'stage'>;

export const nothingUnfolded: Unfolding = { shown: null, met: new Set() };

/**
 * What is unfolded after the polls or one's own ballots have changed. One that is being answered stays; whoever is done
 * with it, or has folded it away, is given the next one that opens, that of the stage first. What has been answered
 * already, as after a reload, is not unfolded by itself; and the poll that has just ended stays with its result.
 */
export function unfolding({ shown, met }: Unfolding, polls: readonly Row[], answered: (id: string) => boolean): Unfolding {
	const open = polls.filter(({ state }) => state === 'open');
	const fresh = open.filter(({ id }) => !met.has(id) && !answered(id));
	const next = fresh.find(({ stage }) => stage) ?? fresh[0];
	const held = polls.find(({ id }) => id === shown);
	const stays = held && !(next && isDone(held, answered));
	const after = stays ? held.id : (next?.id ?? null);
	const known = new Set(open.map(({ id }) => id));
	return after === shown && same(known, met) ? { shown, met } : { shown: after, met: known };
}

/** One tap is the whole answer to these; several answers, a ranking and words take their time. */
function isDone({ id, kind, state }: Row, answered: (id: string) => boolean): boolean {
	return state === 'closed' || ((kind === 'single' || kind === 'scale') && answered(id));
}

function same(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	return a.size === b.size && [...a].every((id) => b.has(id));
}
