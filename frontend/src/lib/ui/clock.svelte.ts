/** The present moment for all relative times of a page; one timer for all of them, none when there are none. */
class Clock {
	now = $state.raw(new Date());
	#readers = 0;
	#timer: ReturnType<typeof setInterval> | undefined;

	/** Keep the clock running until the returned function is called. */
	follow(): () => void {
		if (this.#readers++ === 0) {
			this.now = new Date();
			this.#timer = setInterval(() => (this.now = new Date()), 30_000);
		}
		return () => {
			if (--this.#readers === 0) clearInterval(this.#timer);
		};
	}
}

export const clock = new Clock();
