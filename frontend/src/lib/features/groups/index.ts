export { functions, groupText, groupTexts, sizes } from './texts.ts';
