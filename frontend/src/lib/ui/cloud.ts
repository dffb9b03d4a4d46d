/** A word in its place: the middle of its box, and its size. Lengths in the units of the room. */
export interface Placed {
	readonly text: string;
	readonly count: number;
	readonly size: number;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

interface Room {
	readonly width: number;
	readonly height: number;
}

const GAP = 0.18;
const LINE = 1.15;
const SHRINK = 0.9;

/**
 * Places words around the middle, the ones named most first and largest, without overlap and within the room. A word
 * that was there before keeps its place as long as it fits there. What does not fit at the smallest size is left to
 * the list. `measure` gives the width of a text at a size.
 */
export function placed(
	words: readonly (readonly [string, number])[],
	room: Room,
	measure: (text: string, size: number) => number,
	sizes: { smallest: number; largest: number },
	before: readonly Placed[] = []
): Placed[] {
	const most = Math.max(1, ...words.map(([, count]) => count));
	for (let largest = sizes.largest; ; largest *= SHRINK) {
		const done = attempt(words, room, measure, (count) => sizeOf(count, most, sizes.smallest, largest), before);
		if (done.length === words.length || largest * SHRINK < sizes.smallest) return done;
	}
}

function sizeOf(count: number, most: number, smallest: number, largest: number): number {
	return smallest + (largest - smallest) * (most > 1 ? Math.sqrt((count - 1) / (most - 1)) : 0.5);
}

function attempt(
	words: readonly (readonly [string, number])[],
	room: Room,
	measure: (text: string, size: number) => number,
	size: (count: number) => number,
	before: readonly Placed[]
): Placed[] {
	const done: Placed[] = [];
	for (const [text, count] of words) {
		const letters = size(count);
		const width = measure(text, letters) + letters * GAP * 2;
		const height = letters * LINE;
		const held = before.find((word) => word.text === text);
		for (const [x, y] of candidates(room, held)) {
			const word = { text, count, size: letters, x, y, width, height };
			if (!inside(word, room) || done.some((other) => overlaps(word, other))) continue;
			done.push(word);
			break;
		}
	}
	return done;
}

/** Its former place first, then outwards from the middle along a spiral as wide as the room. */
function* candidates({ width, height }: Room, held: Placed | undefined): Generator<[number, number]> {
	if (held) yield [held.x, held.y];
	const turns = 14;
	const stepsOfTurn = 48;
	for (let step = 0; step <= turns * stepsOfTurn; step++) {
		const far = step / (turns * stepsOfTurn);
		const angle = (step / stepsOfTurn) * 2 * Math.PI;
		yield [width / 2 + (Math.cos(angle) * far * width) / 2, height / 2 + (Math.sin(angle) * far * height) / 2];
	}
}

function inside({ x, y, width, height }: Placed, room: Room): boolean {
	return x - width / 2 >= 0 && x + width / 2 <= room.width && y - height / 2 >= 0 && y + height / 2 <= room.height;
}

export function overlaps(a: Placed, b: Placed): boolean {
	return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}
