package dev.cairn.access;

/** An answer that contains a secret, which must not be stored. */
public interface SecretResponse {
    /** The same answer without the secret. */
    Object withoutSecret();
}
