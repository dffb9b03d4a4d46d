import { api, ApiProblem } from '#lib/api';
import { session } from '#lib/session.svelte.ts';
import type { LiveRoom } from '../room/live-room.svelte.ts';

const REFUSALS = [401, 403, 404];

/** Whether the server still lets this person work at the desk: a sign-in runs out, and a task in a congress ends. */
export class Access {
	/** The server refuses; what was on the desk stays on it. */
	lost = $state(false);
	readonly #room: LiveRoom;
	#asking: Promise<void> | null = null;

	constructor(room: LiveRoom) {
		this.#room = room;
	}

	/** Look after a refusal whether it was about the desk as a whole. */
	async doubt(problem: unknown): Promise<void> {
		if (problem instanceof ApiProblem && REFUSALS.includes(problem.status)) await this.check();
	}

	/** Ask the server, and follow the session again if it lets us; of several at once the first one asks. */
	check(): Promise<void> {
		this.#asking ??= this.#ask().finally(() => (this.#asking = null));
		return this.#asking;
	}

	async #ask(): Promise<void> {
		try {
			await session.refresh();
			await api.get(`live/${this.#room.id}/desk/links`);
			this.lost = false;
		} catch (problem) {
			if (problem instanceof ApiProblem && REFUSALS.includes(problem.status)) this.lost = true;
			return; // without a network nothing is known
		}
		if (this.#room.link === 'refused') await this.#room.start();
	}
}
