/**
 * The page as the server has it; the kept one when no answer comes within `patience` milliseconds, or one that only says
 * that the server is away, as during a deploy.
 */
export async function pageOrKept(
	asked: Promise<Response>,
	kept: () => Promise<Response | undefined>,
	patience: number
): Promise<Response> {
	const first = await Promise.race([asked.catch(() => null), after(patience)]);
	if (first && first.status < 500) return first;
	return (await kept()) ?? asked;
}

function after(milliseconds: number): Promise<null> {
	return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
}
