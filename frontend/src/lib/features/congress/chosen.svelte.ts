import { keep, kept } from './edit/kept.ts';

/** Points of a programme that somebody has marked for themselves, on this device only. */
export class Chosen {
	#ids = $state.raw<readonly string[]>([]);
	#name: string;

	constructor(slug: string) {
		this.#name = `${slug}:gemerkt`;
		this.#ids = kept<{ ids: string[] }>(this.#name)?.ids ?? [];
	}

	has(id: string): boolean {
		return this.#ids.includes(id);
	}

	toggle(id: string): void {
		this.#ids = this.has(id) ? this.#ids.filter((other) => other !== id) : [...this.#ids, id];
		keep(this.#name, { ids: this.#ids });
	}
}
