import type { Delta, Hello, OwnRow, OwnVotes, Role, Row, Score, Scores, Snapshot } from './wire.ts';

/**
 * What this client knows of a session, as the server has told it.
 *
 * `rev` is -1 until a snapshot has come. `stale` means that structural changes are missing: ask for a snapshot.
 * Scores live beside the rows, because they come in their own order and may be ahead of a row.
 */
export interface SessionState<Q extends Row, S, Own extends OwnRow> {
	readonly epoch: string;
	readonly rev: number;
	readonly role: Role | null;
	readonly stale: boolean;
	readonly session: S | null;
	readonly questions: ReadonlyMap<string, Q>;
	readonly scores: ReadonlyMap<string, Score>;
	readonly people: string | null;
	/** Own votes that are stored. */
	readonly voted: ReadonlySet<string>;
	/** Own questions by id. */
	readonly own: ReadonlyMap<string, Own>;
}

export function emptyState<Q extends Row, S, Own extends OwnRow>(): SessionState<Q, S, Own> {
	return {
		epoch: '',
		rev: -1,
		role: null,
		stale: true,
		session: null,
		questions: new Map(),
		scores: new Map(),
		people: null,
		voted: new Set(),
		own: new Map()
	};
}

/**
 * Take the greeting of a socket. What is personal is taken over at once; a revision other than ours makes us stale.
 * Another role forgets everything: nothing of one stream may stay on the screen of another.
 */
export function greeted<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	hello: Hello<Own>
): SessionState<Q, S, Own> {
	const before = state.role !== null && state.role !== hello.role ? emptyState<Q, S, Own>() : state;
	return {
		...(before.epoch === hello.epoch ? before : reborn(before, hello.epoch)),
		role: hello.role,
		stale: before.epoch !== hello.epoch || before.rev !== hello.rev,
		voted: new Set(Object.keys(hello.me.votes).filter((id) => hello.me.votes[id] === 1)),
		own: new Map(hello.me.own.map((question) => [question.id, question]))
	};
}

/** What is on the screen stays there until the snapshot comes, but no number of the former epoch means anything now. */
function reborn<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	epoch: string
): SessionState<Q, S, Own> {
	const scores = new Map([...state.scores].map(([id, [score]]) => [id, [score, -1] as const]));
	return { ...state, epoch, rev: -1, scores };
}

/** Take a whole state. One that is older than ours is ignored: it was overtaken on its way. */
export function replaced<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	snapshot: Snapshot<Q, S>
): SessionState<Q, S, Own> {
	const sameEpoch = snapshot.epoch === state.epoch;
	if (sameEpoch && snapshot.rev < state.rev) return state;
	return {
		...state,
		epoch: snapshot.epoch,
		rev: snapshot.rev,
		stale: false,
		session: snapshot.session,
		questions: new Map(snapshot.questions.map((question) => [question.id, question])),
		scores: withRows(sameEpoch ? state.scores : new Map<string, Score>(), snapshot.questions),
		people: snapshot.people ?? state.people
	};
}

/**
 * Take structural changes. A delta that we already have is ignored; one that does not begin where we are makes us
 * stale, and nothing of it is used.
 */
export function changed<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	delta: Delta<Q, S>
): SessionState<Q, S, Own> {
	if (state.rev >= 0 && delta.rev <= state.rev) return state;
	if (state.rev < 0 || delta.from > state.rev) return state.stale ? state : { ...state, stale: true };
	const questions = new Map(state.questions);
	for (const question of delta.questions ?? []) questions.set(question.id, question);
	for (const id of delta.gone ?? []) questions.delete(id);
	return {
		...state,
		rev: delta.rev,
		session: delta.session ?? state.session,
		questions,
		scores: withRows(state.scores, delta.questions ?? [])
	};
}

/** Take absolute scores: of each row only what is later than what we have. */
export function scored<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	message: Scores
): SessionState<Q, S, Own> {
	const scores = withScores(state.scores, Object.entries(message.q ?? {}));
	const people = message.people ?? state.people;
	return scores === state.scores && people === state.people ? state : { ...state, scores, people };
}

/** Take what became of one's own question; an answer that was overtaken on its way takes nothing back. */
export function received<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	question: Own
): SessionState<Q, S, Own> {
	const held = state.own.get(question.id);
	return held && held.rev > question.rev ? state : { ...state, own: new Map(state.own).set(question.id, question) };
}

/** Take what is personal, read over REST. */
export function known<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	me: Hello<Own>['me']
): SessionState<Q, S, Own> {
	return {
		...state,
		voted: new Set(Object.keys(me.votes).filter((id) => me.votes[id] === 1)),
		own: new Map(me.own.map((question) => [question.id, question]))
	};
}

/** A vote has been stored. */
export function voteStored<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	id: string,
	value: 0 | 1
): SessionState<Q, S, Own> {
	if (state.voted.has(id) === (value === 1)) return state;
	const voted = new Set(state.voted);
	if (value === 1) voted.add(id);
	else voted.delete(id);
	return { ...state, voted };
}

/** Questions were merged or taken apart: for these, this is now the stored vote. */
export function recounted<Q extends Row, S, Own extends OwnRow>(
	state: SessionState<Q, S, Own>,
	{ votes }: OwnVotes
): SessionState<Q, S, Own> {
	return Object.entries(votes).reduce((now, [id, vote]) => voteStored(now, id, vote === 1 ? 1 : 0), state);
}

/** The latest score of a question that is known, 0 for one that has none. */
export function scoreOf(state: { readonly scores: ReadonlyMap<string, Score> }, id: string): Score {
	return state.scores.get(id) ?? [0, -1];
}

function withRows(scores: ReadonlyMap<string, Score>, rows: readonly Row[]): ReadonlyMap<string, Score> {
	return withScores(
		scores,
		rows.map((row) => [row.id, [row.score, row.version]] as const)
	);
}

function withScores(
	scores: ReadonlyMap<string, Score>,
	told: readonly (readonly [string, Score])[]
): ReadonlyMap<string, Score> {
	let later: Map<string, Score> | null = null;
	for (const [id, score] of told) {
		const held = (later ?? scores).get(id);
		if (held && held[1] >= score[1]) continue;
		later ??= new Map(scores);
		later.set(id, score);
	}
	return later ?? scores;
}
