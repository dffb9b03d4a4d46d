import type { Identity, OwnRow, QuestionState, Row } from '../state/wire.ts';

/** What is known of a session in every stream. Moments are ISO 8601 in UTC. */
export interface Session {
	id: string;
	title: string;
	congress: string;
	congress_slug: string;
	state: 'planned' | 'open' | 'closed';
	premoderation: boolean;
	/** As people read it: `KX7 P2M`. */
	code: string;
	join_url: string;
	ends: string | null;
	rules: Rules;
	/** Seconds that one question may take on stage. */
	question_seconds?: number | null;
	speakers?: { name: string; role: 'speaker' | 'chair' | 'opening' }[];
}

export interface Rules {
	min: number;
	max: number;
	open: number;
	name_min: number;
	name_max: number;
	reasons: string[];
}

export interface WrittenAnswer {
	id: string;
	/** Plain text; lines are as written. */
	text: string;
	by: string;
	at: string;
}

/** A question as its stream shows it. What is left out is false, null or empty. */
export interface Question extends Row {
	text: string;
	/** As the asker chose to be shown; null when anonymous. */
	by: string | null;
	identity: Identity;
	/** Version of the question, for the check of moderating calls. */
	rev: number;
	at: string | null;
	stage_since: string | null;
	answered_at: string | null;
	edited?: boolean;
	labels?: string[];
	/** Place on the shortlist, 1 comes next. */
	pinned?: number | null;
	/** Also asked as: the wordings of the questions merged into this one. */
	also?: string[];
	answers?: WrittenAnswer[];
	answered_how?: 'oral' | 'written' | 'forum' | null;
	/** Id of the thread in the forum that it has become. */
	thread?: string | null;
	/** From here on the desk's stream only. */
	created?: string | null;
	reason?: string | null;
	changed_by?: string | null;
	/** The asker's wording where staff have changed it. */
	original?: string | null;
	merged_into?: string | null;
	merged?: { id: string; text: string; score: number }[];
	/** Earlier questions that ask much the same, by id, whatever has become of them. */
	similar?: string[];
}

/** One's own question with its receipt, whatever became of it. */
export interface OwnQuestion extends OwnRow {
	text: string;
	state: QuestionState;
	rev: number;
	reason?: string | null;
	created?: string | null;
	edited?: boolean;
	answers?: WrittenAnswer[];
	answered_how?: 'oral' | 'written' | 'forum' | null;
	thread?: string | null;
	/** The question that leads the set into which this one was merged. */
	merged_into?: string | null;
}

/** The answer of `state`, `desk/state` and `stage/state`. */
export interface StateAnswer {
	epoch: string;
	rev: number;
	session: Session;
	questions: Question[];
}

/** The answer of `me`. */
export interface Personal {
	votes: Record<string, number>;
	own: OwnQuestion[];
}
