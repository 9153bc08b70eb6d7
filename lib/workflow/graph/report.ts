/** Notes an error about what stands at a pointer. */
export type Report = (code: string, pointer: string, message: string, fix?: string) => void;
