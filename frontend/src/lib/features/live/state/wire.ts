import type { Choices } from './polls.ts';

/** The parts of the protocol `ratschlag.live.v1` that the state is built from, as a client meets them. */

export type Role = 'public' | 'moderation' | 'stage';
export type QuestionState =
	| 'submitted'
	| 'approved'
	| 'on_stage'
	| 'answered'
	| 'deferred'
	| 'rejected'
	| 'withdrawn'
	| 'merged';
export type Identity = 'anonymous' | 'pseudonym' | 'municipality' | 'named';

/** What the reducer needs of a question; views know more of it. */
export interface Row {
	id: string;
	state: QuestionState;
	score: number;
	version: number;
}

/** What the reducer needs of a receipt: a person's own question, whatever has become of it. */
export interface OwnRow {
	id: string;
	/** Grows with each change of the question. */
	rev: number;
}

/** A score and the version of its row; of two scores of one question the higher version is the later one. */
export type Score = readonly [score: number, version: number];

export interface Hello<Own> {
	t: 'hello';
	epoch: string;
	rev: number;
	role: Role;
	me: { votes: Readonly<Record<string, number>>; own: readonly Own[]; ballots?: Readonly<Record<string, Choices>> };
}

export interface Snapshot<Question, Session> {
	t: 'snapshot';
	epoch: string;
	rev: number;
	session: Session;
	questions: readonly Question[];
	people?: string;
}

export interface Delta<Question, Session> {
	t: 'delta';
	from: number;
	rev: number;
	questions?: readonly Question[];
	gone?: readonly string[];
	session?: Session;
}

/** Frames to this person alone may be missing; read what is one's own at a random time in the window, in ms. */
export interface Missed {
	t: 'missed';
	within_ms: readonly [number, number];
}

export interface Scores {
	t: 'scores';
	q?: Readonly<Record<string, Score>>;
	p?: Readonly<Record<string, { version: number }>>;
	people?: string;
}

export interface Ack {
	t: 'ack';
	i: string;
	ok: boolean;
	error?: string;
	retry_ms?: number;
}

/** Own votes that count differently since questions were merged or taken apart: 1 or 0 by question. */
export interface OwnVotes {
	t: 'votes';
	votes: Readonly<Record<string, number>>;
}

export interface Receipt<Own> {
	t: 'receipt';
	question: Own;
}
