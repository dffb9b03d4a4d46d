import type { Delta, Row, Score, Scores, Snapshot } from './wire.ts';

/** For tests: numbers that look random and are the same on every run. */
export function dice(seed: number): (sides: number) => number {
	let state = seed >>> 0;
	return (sides) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
	};
}

export interface TestQuestion extends Row {
	text: string;
}
export interface TestSession {
	title: string;
}
export type Told = Delta<TestQuestion, TestSession> | Scores | Snapshot<TestQuestion, TestSession>;

/** For tests: a session as the server keeps it, which tells each change the way the protocol does. */
export class PretendServer {
	epoch = 'e1';
	rev = 0;
	title = 'Konflikte früh erkennen';
	readonly visible = new Map<string, TestQuestion>();
	#versions = new Map<string, number>();
	#asked = 0;

	constructor(private readonly roll: (sides: number) => number) {}

	/** One thing that happens, and the message that tells it. */
	step(): Told {
		switch (this.roll(6)) {
			case 0:
				return this.#approve();
			case 1:
				return this.#hide();
			case 2:
				return this.#reword();
			case 3:
				return this.snapshot();
			default:
				return this.#vote();
		}
	}

	snapshot(): Snapshot<TestQuestion, TestSession> {
		const questions = [...this.visible.values()].map((question) => ({ ...question }));
		return { t: 'snapshot', epoch: this.epoch, rev: this.rev, session: { title: this.title }, questions, people: '<10' };
	}

	/** The process starts anew on another database: nothing that was numbered before means anything. */
	restart(): void {
		this.epoch = `${this.epoch}'`;
		this.rev = this.roll(3);
		this.#versions = new Map([...this.visible.keys()].map((id) => [id, 0]));
		for (const question of this.visible.values()) question.version = 0;
	}

	#delta(changes: Omit<Delta<TestQuestion, TestSession>, 't' | 'from' | 'rev'>): Told {
		this.rev += 1;
		return { t: 'delta', from: this.rev - 1, rev: this.rev, ...changes };
	}

	#approve(): Told {
		const id = this.roll(3) === 0 && this.#asked > 0 ? `q${this.roll(this.#asked)}` : `q${this.#asked++}`;
		const version = (this.#versions.get(id) ?? -1) + 1;
		this.#versions.set(id, version);
		const question: TestQuestion = { id, state: 'approved', score: this.roll(9), version, text: `Frage ${id}?` };
		this.visible.set(id, question);
		return this.#delta({ questions: [{ ...question }] });
	}

	#hide(): Told {
		const question = this.#any();
		if (!question) return this.#approve();
		this.visible.delete(question.id);
		return this.#delta({ gone: [question.id] });
	}

	#reword(): Told {
		const question = this.#any();
		if (!question) return this.#approve();
		question.text += '!';
		this.title += '.';
		return this.#delta({ questions: [{ ...question }], session: { title: this.title } });
	}

	#vote(): Told {
		const question = this.#any();
		if (!question) return this.#approve();
		question.score += this.roll(2) === 0 && question.score > 0 ? -1 : 1;
		question.version += 1;
		this.#versions.set(question.id, question.version);
		return { t: 'scores', q: { [question.id]: [question.score, question.version] satisfies Score } };
	}

	#any(): TestQuestion | undefined {
		return [...this.visible.values()][this.roll(Math.max(1, this.visible.size))];
	}
}
