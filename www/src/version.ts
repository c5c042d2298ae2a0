/** The version of Gradient Lab, that of its crates. */
export const VERSION: string = import.meta.env.GRADIENT_LAB_VERSION;
