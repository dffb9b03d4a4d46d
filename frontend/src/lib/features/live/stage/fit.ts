/** What the search needs to know of the text at a size: how tall and wide it gets, and in how many lines. */
export interface Measure {
	height: number;
	width: number;
	lines: number;
}

interface Room {
	height: number;
	width: number;
}

/** Sizes in units of the stage: 1/1080 of its height. */
export const LARGEST = 84;
export const SMALLEST = 36;
const LINES = 4;
/** Below this size a long question may take more lines: rather that than smaller still. */
const LINES_DOWN_TO = 60;
const SAVES_A_LINE = 0.9;

/**
 * The largest size at which the text fits: up to four lines as long as it is large, more lines for long questions,
 * and never smaller than what is legible from the last row.
 */
export function fittingSize(room: Room, measure: (size: number) => Measure): number {
	const fits = (size: number): boolean => {
		const { height, width, lines } = measure(size);
		return height <= room.height && width <= room.width && (lines <= LINES || size <= LINES_DOWN_TO);
	};
	return withFewerLines(largest(fits), fits, measure);
}

function largest(fits: (size: number) => boolean): number {
	let [low, high] = [SMALLEST, LARGEST];
	if (fits(high)) return high;
	// Not quite monotone at the border between the two rules, which costs a unit or two and nothing else.
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (fits(middle)) low = middle;
		else high = middle;
	}
	return low;
}

/** A little smaller reads better when it saves a line. */
function withFewerLines(size: number, fits: (size: number) => boolean, measure: (size: number) => Measure): number {
	const { lines } = measure(size);
	const saves = (smaller: number): boolean => measure(smaller).lines < lines;
	let [low, high] = [Math.max(SMALLEST, Math.ceil(size * SAVES_A_LINE)), size];
	if (low >= high || !saves(low)) return size;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (saves(middle)) low = middle;
		else high = middle;
	}
	return fits(low) ? low : size;
}
