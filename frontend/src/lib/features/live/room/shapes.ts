import type { Choices } from '../state/polls.ts';
import type { AnyPoll } from './poll-book.svelte.ts';
import type { Identity, OwnRow, QuestionState, Row } from '../state/wire.ts';

/** What is known of a session in every stream. Moments are ISO 8601 in UTC. */
export interface Session {
	id: string;
	title: string;
	congress: string;
	congress_slug: string;
	/** Sample data: the congress is invented. */
	fictional?: boolean;
	state: 'planned' | 'open' | 'closed';
	premoderation: boolean;
	documented: boolean;
	/** As people read it: `KX7 P2M`. */
	code: string;
	join_url: string;
	ends: string | null;
	/** When the voter key is to be destroyed, once the session is closed; and when it was. */
	key_until?: string | null;
	key_destroyed?: string | null;
	rules: Rules;
	/** Seconds that a question may take on stage; without a budget null or left out. */
	question_seconds?: number | null;
	speakers?: { name: string; role: 'speaker' | 'impulse' | 'panel' | 'chair' | 'opening' }[];
}

export interface Rules {
	min: number;
	max: number;
	open: number;
	name_min: number;
	name_max: number;
	reasons: string[];
	/** So many days after closing, the session's voter key is destroyed. */
	key_days: number;
}

/** A question as its stream shows it. */
export interface Question extends Row {
	text: string;
	/** As the asker chose to be shown; null when anonymous. */
	by: string | null;
	identity: Identity;
	/** An account stands behind `by`; false when the asker typed it. */
	verified?: boolean;
	/** Version of the question, for the check of moderating calls. */
	rev: number;
	at: string | null;
	stage_since: string | null;
	answered_at: string | null;
	/** The moderation has changed the wording before it let the question through. */
	edited: boolean;
	labels: string[];
	/** Place on the shortlist, 1 is next; null when it is not on it. */
	pinned: number | null;
	/** In which other words it has been asked: approved texts of those merged into it. */
	also: string[];
	/** How many more were merged into it, whose wording nobody has approved. */
	also_more: number;
	answers: Answer[];
	answered_how: 'oral' | 'written' | 'forum' | null;
	/** The forum's thread that it has become. */
	thread: string | null;
	/** From here on the desk's stream only. */
	created?: string | null;
	reason?: string | null;
	changed_by?: string | null;
	/** The asker's own words, where the moderation has changed them. */
	original?: string | null;
	merged_into?: string | null;
	merged?: Merged[];
	/** Ids of questions that may ask the same. */
	similar?: string[];
}

/** An answer in writing. */
export interface Answer {
	id: string;
	/** Plain text; lines are as written. */
	text: string;
	/** On whose behalf. */
	by: string;
	/** The moderation has written it down for them. */
	noted?: boolean;
	at: string;
}

/** A question that has been merged into another, with the votes that were cast for it alone. */
export interface Merged {
	id: string;
	text: string;
	score: number;
	/** Its wording was approved, so the hall reads it too. */
	shown: boolean;
}

/** One's own question with its receipt, whatever became of it. */
export interface OwnQuestion extends OwnRow {
	text: string;
	state: QuestionState;
	rev: number;
	/** Since when others see it, or saw it first. */
	at: string | null;
	reason?: string | null;
	created?: string | null;
	edited: boolean;
	answers: Answer[];
	thread: string | null;
	/** The question that leads now. */
	merged_into?: string | null;
}

/** A socket leaves out what is false, null or empty. */
type Sent<T, Left extends keyof T> = Omit<T, Left> & Partial<Pick<T, Left>>;
export type SentQuestion = Sent<Question, 'edited' | 'labels' | 'pinned' | 'also' | 'also_more' | 'answers' | 'answered_how' | 'thread'>;
export type SentOwn = Sent<OwnQuestion, 'edited' | 'answers' | 'thread'>;

/** The answer of `state`, `desk/state` and `stage/state`. */
export interface StateAnswer {
	epoch: string;
	rev: number;
	session: Session;
	questions: SentQuestion[];
	polls?: readonly AnyPoll[];
}

/** The answer of `me`. */
export interface Personal {
	votes: Record<string, number>;
	own: SentOwn[];
	ballots?: Record<string, Choices>;
}
