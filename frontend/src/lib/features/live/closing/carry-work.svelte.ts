import { SvelteSet } from 'svelte/reactivity';
import { api } from '#lib/api';
import type { CarriedQuestion, CarryPlan, CarryQuestion, CarryResult } from '#lib/api/schema.gen.ts';

/** Which questions are ticked to begin with. */
export type Scope = 'deferred' | 'unanswered';

/** So many questions go in one call: each is an act of its own, and the bar moves. */
const AT_ONCE = 20;

/** What is ticked for a scope: the deferred questions, or those that nobody has answered as well. */
export function tickedFor(scope: Scope, questions: readonly CarryQuestion[]): string[] {
	return questions.filter(({ state }) => scope === 'unanswered' || state === 'deferred').map(({ id }) => id);
}

/** The choice of questions that become threads, and the carrying itself, which can be taken up again where it stopped. */
export class CarryWork {
	plan = $state.raw<CarryPlan | null>(null);
	category = $state('');
	/** How many of the chosen questions the server has taken. */
	sent = $state(0);
	/** How many are to be carried; 0 before it has begun. */
	total = $state(0);
	busy = $state(false);
	done = $state(false);
	problem = $state<unknown>(null);
	readonly chosen = new SvelteSet<string>();
	threads = $state.raw<readonly CarriedQuestion[]>([]);
	/** So many were answered or taken back meanwhile. */
	left = $state(0);
	#scope = $state<Scope>('unanswered');
	readonly #path: string;

	constructor(session: string) {
		this.#path = `live/${session}/desk/carry`;
	}

	get scope(): Scope {
		return this.#scope;
	}

	/** Another scope ticks anew; what was ticked by hand goes. */
	set scope(scope: Scope) {
		this.#scope = scope;
		this.chosen.clear();
		for (const id of tickedFor(scope, this.plan?.questions ?? [])) this.chosen.add(id);
	}

	/** Ask the server what can be carried. Raises what the API client raises. */
	async load(): Promise<CarryPlan> {
		const plan = await api.get<CarryPlan>(this.#path);
		this.plan = plan;
		if (!plan.categories.some(({ slug }) => slug === this.category)) this.category = plan.category ?? plan.categories[0]?.slug ?? '';
		this.scope = 'unanswered';
		return plan;
	}

	toggle(id: string): void {
		if (!this.chosen.delete(id)) this.chosen.add(id);
	}

	/** Carry what is ticked, in the order of the list. What the server has taken stays taken when a call fails. */
	async carry(close: boolean): Promise<boolean> {
		const ids = (this.plan?.questions ?? []).map(({ id }) => id).filter((id) => this.chosen.has(id));
		this.problem = null;
		this.busy = true;
		this.total = this.sent + ids.length;
		try {
			for (let from = 0; from < ids.length; from += AT_ONCE) {
				const part = ids.slice(from, from + AT_ONCE);
				const body = { category: this.category, questions: part.map(Number), close: close && from === 0 };
				this.#take(part, await api.post<CarryResult>(this.#path, body));
			}
			this.done = true;
		} catch (problem) {
			this.problem = problem;
		} finally {
			this.busy = false;
		}
		return this.done;
	}

	#take(part: readonly string[], { now, before, left }: CarryResult): void {
		this.threads = [...this.threads, ...now, ...before];
		this.left += left.length;
		this.sent += part.length;
		for (const id of part) this.chosen.delete(id);
	}
}
