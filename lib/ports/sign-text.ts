/** HMAC-SHA256 of UTF-8 text, base64url without padding. */
export type SignText = (key: string, text: string) => string;
