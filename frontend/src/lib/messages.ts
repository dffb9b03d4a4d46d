export { m } from './paraglide/messages.js';
export { getLocale, locales, setLocale } from './paraglide/runtime.js';
