export type Theme = 'auto' | 'light' | 'dark';
const KEY = 'ratschlag-theme';

function stored(): Theme {
	try {
		const value = localStorage.getItem(KEY);
		return value === 'light' || value === 'dark' ? value : 'auto';
	} catch {
		return 'auto';
	}
}

/** The chosen theme. the script in `app.html` applies it before the first paint; this keeps and changes it. */
class ThemeChoice {
	#value = $state<Theme>(stored());

	get value(): Theme {
		return this.#value;
	}

	set value(theme: Theme) {
		this.#value = theme;
		if (theme === 'auto') delete document.documentElement.dataset.kernTheme;
		else document.documentElement.dataset.kernTheme = theme;
		try {
			if (theme === 'auto') localStorage.removeItem(KEY);
			else localStorage.setItem(KEY, theme);
		} catch {
			// The choice then lasts as long as the page.
		}
	}
}

export const theme = new ThemeChoice();
