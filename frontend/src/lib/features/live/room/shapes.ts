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
}

export interface Rules {
	min: number;
	max: number;
	open: number;
	name_min: number;
	name_max: number;
	reasons: string[];
}

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
	/** From here on the desk's stream only. */
	created?: string | null;
	reason?: string | null;
	changed_by?: string | null;
}

/** One's own question with its receipt, whatever became of it. */
export interface OwnQuestion extends OwnRow {
	text: string;
	state: QuestionState;
	rev: number;
	reason?: string | null;
	created?: string | null;
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
