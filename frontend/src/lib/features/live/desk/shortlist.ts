import type { Question } from '../room/shapes.ts';

/** What the shortlist needs: the question as it is now, how many are pinned, and how one is put at a place. */
interface Desk {
	question: (id: string) => Question | undefined;
	pinned: () => number;
	pin: (question: Question, position: number) => Promise<boolean>;
}

/**
 * Moves along the shortlist. What is pressed before the answer to the move before has come is not lost and makes no
 * queue: of all wishes for a question only the last is sent.
 */
export class Shortlist {
	readonly #desk: Desk;
	readonly #wanted = new Map<string, number>();

	constructor(desk: Desk) {
		this.#desk = desk;
	}

	/** One place further from where it is, or is about to be. */
	async shift(id: string, step: 1 | -1): Promise<void> {
		const question = this.#desk.question(id);
		const from = this.#wanted.get(id) ?? question?.pinned ?? null;
		if (question?.state !== 'approved' || from === null) return;
		const place = from + step;
		if (place >= 1 && place <= Math.max(from, this.#desk.pinned())) await this.put(id, place);
	}

	/** Put a question at this place, 1 comes next; one that is not on the list yet comes onto it. */
	async put(id: string, place: number): Promise<void> {
		const moving = this.#wanted.has(id);
		this.#wanted.set(id, place);
		if (moving) return;
		try {
			while (await this.#send(id));
		} finally {
			this.#wanted.delete(id);
		}
	}

	/** Send the last wish; whether there may be another one since. */
	async #send(id: string): Promise<boolean> {
		const wanted = this.#wanted.get(id);
		const question = this.#desk.question(id);
		if (!question || question.state !== 'approved' || wanted === undefined || question.pinned === wanted) return false;
		return (await this.#desk.pin(question, wanted)) && this.#wanted.get(id) !== wanted;
	}
}
