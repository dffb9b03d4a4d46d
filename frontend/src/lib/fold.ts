/** As the server folds names: umlauts spelled out, other accents and signs left away (DIN 5007-2). */
export function fold(text: string): string {
	const spelled = text
		.normalize('NFC')
		.toLowerCase()
		.replace(/[äöüß]/g, (sign) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[sign] ?? sign);
	return spelled
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
