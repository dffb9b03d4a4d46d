/** What somebody wants in a poll: ids of options, words, or one step of a scale; empty is no ballot. */
export type Choices = readonly (string | number)[];

/** What the reducer needs of a poll; `version` is that of its result. */
export interface PollRow {
	id: string;
	position: number;
	rev: number;
	version: number;
	result: unknown;
}

/** The polls of a session, as the server has told them. A row holds the latest result that is known. */
export type Polls<P extends PollRow> = ReadonlyMap<string, P>;

/** The whole list has come. Of another numbering (`anew`) no version means anything to the held results. */
export function pollsReplaced<P extends PollRow>(held: Polls<P>, told: readonly P[], anew: boolean): Polls<P> {
	return new Map(told.map((row) => [row.id, anew ? row : withLater(held.get(row.id), row)]));
}

/** Some have changed, some have gone. */
export function pollsChanged<P extends PollRow>(held: Polls<P>, told: readonly P[], gone: readonly string[]): Polls<P> {
	if (told.length === 0 && gone.length === 0) return held;
	const polls = new Map(held);
	for (const row of told) polls.set(row.id, withLater(held.get(row.id), row));
	for (const id of gone) polls.delete(id);
	return polls;
}

/** Take absolute results: of each poll only what is later than what we have, and nothing while its result is hidden. */
export function pollsScored<P extends PollRow>(held: Polls<P>, told: Readonly<Record<string, { version: number }>>): Polls<P> {
	let polls: Map<string, P> | null = null;
	for (const [id, { version, ...result }] of Object.entries(told)) {
		const row = held.get(id);
		if (!row || row.result === null || row.version >= version) continue;
		polls ??= new Map(held);
		polls.set(id, { ...row, version, result });
	}
	return polls ?? held;
}

/** In the order of the desk. */
export function pollsInOrder<P extends PollRow>(polls: Polls<P>): readonly P[] {
	return [...polls.values()].sort((a, b) => a.position - b.position || Number(a.id) - Number(b.id));
}

export function sameChoices(a: Choices, b: Choices): boolean {
	return a.length === b.length && a.every((choice, place) => choice === b[place]);
}

/** A result that came before its row, and is later, stays: results come in their own order. A hidden one has none. */
function withLater<P extends PollRow>(held: P | undefined, row: P): P {
	return held && row.result !== null && held.version > row.version ? { ...row, version: held.version, result: held.result } : row;
}
