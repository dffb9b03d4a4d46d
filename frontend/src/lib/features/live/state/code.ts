/**
 * The code as the server knows it, from what a person types or pastes: `kx7 p2m`, `KX7-P2M`, or the whole address
 * of the QR code. Empty when there is none in it.
 */
export function codeFrom(typed: string): string {
	const address = /[?&]code=([^&#\s]+)/i.exec(typed)?.[1];
	return (address ? safeDecode(address) : typed).toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** The code in groups of three, as it stands on the screen in the hall. */
export function codeInGroups(code: string): string {
	return codeFrom(code).replace(/(...)(?=.)/g, '$1 ');
}

function safeDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
