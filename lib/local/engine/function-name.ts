/** `signalbox-<family>`, as the embedded engine compiles functions' names. */
export function functionName(family: string): string {
  return `signalbox-${family}`;
}

/** The family of a function, by its name. */
export function familyOf(resource: string): string {
  return resource.slice(functionName('').length);
}
