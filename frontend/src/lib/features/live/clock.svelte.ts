/** The present moment, at most `every` milliseconds old. One timer per reader, stopped with its component. */
export class Clock {
	now = $state(Date.now());

	constructor(every: number) {
		$effect(() => {
			const timer = setInterval(() => (this.now = Date.now()), every);
			return () => clearInterval(timer);
		});
	}
}

/** 18:20, or 1:05:00 from an hour up; of a negative span the size. */
export function spanText(milliseconds: number): string {
	const seconds = Math.floor(Math.abs(milliseconds) / 1000);
	const two = (part: number): string => String(part).padStart(2, '0');
	const hours = Math.floor(seconds / 3600);
	const minutes = Math.floor(seconds / 60) % 60;
	return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
