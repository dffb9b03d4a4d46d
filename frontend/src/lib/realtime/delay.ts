const LONGEST = 15_000;
const FIRST = 500;

/**
 * Milliseconds until the next try: `rand(0, min(15 s, 0.5 s * 2^n))`, n failed tries before. Full jitter spreads the
 * phones of a hall over the whole span, so that a server that comes back is not run over.
 */
export function retryDelay(failures: number, random: () => number = Math.random): number {
	return random() * Math.min(LONGEST, FIRST * 2 ** failures);
}

/** A moment in the window that the server's `bye` gives, in ms. */
export function windowDelay([from, to]: readonly [number, number], random: () => number = Math.random): number {
	return from + random() * Math.max(0, to - from);
}
