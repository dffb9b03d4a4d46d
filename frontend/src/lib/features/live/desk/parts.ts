/** What the desk draws only when it is asked for. */
export const parts = {
	polls: () => import('../polls/PollDesk.svelte'),
	closing: () => import('../closing/ClosingDialog.svelte'),
	speakers: () => import('../speaker/SpeakerLinks.svelte'),
	groups: () => import('../groups/DeskBreakdown.svelte')
};

const AT_REST = 3_000;

/** Fetch all of it once the page is at rest, while there is a network to spare; returns what ends that. */
export function fetchAhead(): () => void {
	const { connection } = navigator as { connection?: { saveData?: boolean } };
	if (connection?.saveData) return () => undefined;
	const timer = setTimeout(() => {
		for (const load of Object.values(parts)) load().catch(() => null); // asked for again when it is needed
	}, AT_REST);
	return () => clearTimeout(timer);
}
