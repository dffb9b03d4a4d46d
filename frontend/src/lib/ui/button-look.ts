export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'text';
export type ButtonSize = 'default' | 'small';

const variants: Record<ButtonVariant, string> = {
	primary: 'kern-btn--primary',
	secondary: 'kern-btn--secondary',
	quiet: 'rs-btn--quiet',
	danger: 'rs-btn--danger',
	text: 'rs-btn--text'
};

/** The classes of a button or of a link that looks like one. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize, block: boolean): string {
	const parts = ['kern-btn', 'rs-btn', variants[variant]];
	if (size === 'small') parts.push('rs-btn--small');
	if (block) parts.push('kern-btn--block');
	return parts.join(' ');
}
