import { api, ApiProblem, messageForProblem, newIdempotencyKey } from '#lib/api';
import type { RegistrationList, RegistrationRow, Ticked } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';
import { Delayed, toasts } from '#lib/ui';
import { forget, keep, kept } from '../edit/kept.ts';
import { found, keepList, keptList } from './guests.ts';

/** So long is waited before what could not be sent is tried again. */
const RETRY = 5_000;
/** So often the list shows what others have ticked. */
const FRESH = 20_000;

/** A tick that waits to be sent; `tick` names it, so that the server can tell it from somebody else's. */
interface Waiting {
	here: boolean;
	tick: string;
	name: string;
}

/** A tick that met another one: who came has been ticked before (`by`, `at`), or is off the list (`at` is null). */
export interface Conflict {
	tick: string;
	name: string;
	by: string | null;
	at: string | null;
}

/**
 * The list at the entrance. Ticks show at once, and wait on this device while there is no network; each says absolutely
 * whether somebody is here, so sending one twice does no harm. The whole list is here, so finding people needs no network either; it is kept until this tab is closed.
 */
export class Entrance {
	data = $state.raw<RegistrationList | null>(null);
	/** When the list is from. */
	at = $state.raw<Date | null>(null);
	problem = $state.raw<unknown>(null);
	/** Ticks that have not been sent, by the id of the registration. */
	waiting = $state.raw<Record<string, Waiting>>({});
	/** What the staff at the door have to look at; it stays until somebody says that it is understood. */
	conflicts = $state.raw<readonly Conflict[]>([]);
	/** People who are taken off the list in some seconds, by the id of the registration. */
	readonly takingOff = new Delayed((id) => this.#takeOff(id));
	readonly slug: string;
	/** Somebody who is being let in: sent again, it is the same person under the same key. */
	#admitting: { name: string; municipality: string; key: string } | null = null;
	#turn = 0;
	#sending = false;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#fresh: ReturnType<typeof setInterval> | undefined;

	constructor(slug: string) {
		this.slug = slug;
		this.waiting = kept<Record<string, Waiting>>(this.#name) ?? {};
		this.conflicts = kept<{ rows: Conflict[] }>(`${this.#name}:klären`)?.rows ?? [];
		const list = keptList(slug);
		if (list) [this.data, this.at] = [list.data, new Date(list.at)];
	}

	get #name(): string {
		return `${this.slug}:einlass-haken`;
	}

	get #path(): string {
		return `congresses/${this.slug}/registrations`;
	}

	/** Read the list, send what waits, and do both again from time to time; `stop` ends it. */
	start(): void {
		void this.load().then(() => this.flush());
		this.#fresh = setInterval(() => {
			if (document.visibilityState === 'visible') void this.load();
		}, FRESH);
	}

	async load(): Promise<void> {
		const turn = ++this.#turn;
		try {
			const data = await api.get<RegistrationList>(this.#path);
			if (turn === this.#turn) this.#show(data);
		} catch (problem) {
			if (turn !== this.#turn) return;
			this.problem = problem;
			// Who may not see the list (any more) finds no copy of it on the device.
			if (problem instanceof ApiProblem && problem.status < 500) {
				this.data = null;
				keepList(this.slug, null);
			}
		}
	}

	/** Who matches what was typed, in the order of the list. */
	found(query: string): RegistrationRow[] {
		return found(this.data?.items ?? [], query);
	}

	/** Whether somebody is here, as it will be when everything has been sent. */
	isHere(row: RegistrationRow): boolean {
		return this.waiting[row.id]?.here ?? row.here !== null;
	}

	set({ id, name }: RegistrationRow, here: boolean): void {
		this.takingOff.cancel(String(id));
		this.#wait({ ...this.waiting, [id]: { here, tick: newIdempotencyKey().slice(0, 36), name } });
		void this.flush();
	}

	/** Send what waits; what fails for want of network is tried again later. */
	async flush(): Promise<void> {
		clearTimeout(this.#retry);
		if (this.#sending) return;
		this.#sending = true;
		try {
			for (let [next] = Object.entries(this.waiting); next; [next] = Object.entries(this.waiting)) await this.#send(...next);
		} catch {
			this.#retry = setTimeout(() => void this.flush(), RETRY);
		} finally {
			this.#sending = false;
		}
	}

	understood(conflict: Conflict): void {
		this.#conflict(this.conflicts.filter(({ tick }) => tick !== conflict.tick));
	}

	/** Let somebody in. Until that is answered, the same words mean the same person, however often they are sent. */
	async admit(name: string, municipality: string): Promise<void> {
		const before = this.#admitting;
		const same = before?.name === name && before.municipality === municipality;
		const { key } = (this.#admitting = same ? before : { name, municipality, key: newIdempotencyKey() });
		this.#show(await api.post<RegistrationList>(this.#path, { name, municipality }, { idempotencyKey: key }));
		if (this.#admitting.key === key) this.#admitting = null;
	}

	/** Stop the clocks when the page is left; ticks that wait stay on this device, who is being taken off is so now. */
	stop(): void {
		this.takingOff.doAll();
		clearTimeout(this.#retry);
		clearInterval(this.#fresh);
	}

	async #takeOff(id: string): Promise<void> {
		const name = this.data?.items.find((row) => String(row.id) === id)?.name ?? '';
		try {
			this.#show(await api.delete<RegistrationList>(`${this.#path}/${id}`, { keepalive: true }));
			toasts.show(m.congress_entrance_taken_off({ name }));
		} catch (problem) {
			toasts.show(messageForProblem(problem), { tone: 'danger' });
		}
	}

	async #send(id: string, { here, tick, name }: Waiting): Promise<void> {
		try {
			const { counts, ...ticked } = await api.put<Ticked>(`${this.#path}/${id}/here`, { here, tick });
			if (this.data) {
				const items = this.data.items.map((row) => (String(row.id) === id ? { ...row, here: ticked.here } : row));
				this.#show({ ...this.data, counts, items });
			}
			if (ticked.already) this.#conflict([...this.conflicts, { tick, name, by: ticked.by, at: ticked.here }]);
			this.#sent(id, tick);
		} catch (problem) {
			// Signed out meanwhile: the ticks wait until somebody has signed in again.
			if (!(problem instanceof ApiProblem) || problem.status >= 500 || [401, 403, 429].includes(problem.status)) {
				if (problem instanceof ApiProblem) this.problem = problem;
				throw problem;
			}
			this.#conflict([...this.conflicts, { tick, name, by: null, at: null }]);
			this.#sent(id, tick);
			await this.load();
		}
	}

	/** The server knows it now; a later tick of the same person goes on waiting. */
	#sent(id: string, tick: string): void {
		if (this.waiting[id]?.tick !== tick) return;
		this.#wait(Object.fromEntries(Object.entries(this.waiting).filter(([other]) => other !== id)));
	}

	#wait(waiting: Record<string, Waiting>): void {
		this.waiting = waiting;
		if (Object.keys(waiting).length) keep(this.#name, waiting);
		else forget(this.#name);
	}

	#conflict(rows: readonly Conflict[]): void {
		this.conflicts = rows;
		if (rows.length) keep(`${this.#name}:klären`, { rows });
		else forget(`${this.#name}:klären`);
	}

	#show(data: RegistrationList): void {
		this.data = data;
		this.at = new Date();
		this.problem = null;
		keepList(this.slug, data);
	}
}
