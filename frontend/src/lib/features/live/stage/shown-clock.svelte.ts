const KEY = 'ratschlag-stage-clock';

/** Whether the stage shows the time of day: it does unless somebody has switched it off at this projector. */
export class ShownClock {
	shown = $state(true);
	readonly #store: Storage;

	constructor(store: Storage) {
		this.#store = store;
		try {
			this.shown = store.getItem(KEY) !== 'off';
		} catch {
			// Then it is shown.
		}
	}

	toggle(): void {
		this.shown = !this.shown;
		try {
			if (this.shown) this.#store.removeItem(KEY);
			else this.#store.setItem(KEY, 'off');
		} catch {
			// Where storage is forbidden it holds until the page is left.
		}
	}
}
