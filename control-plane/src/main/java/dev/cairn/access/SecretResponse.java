package dev.cairn.access;

/** An answer with a secret in it, which must not be stored. */
public interface SecretResponse {
    /** The same without the secret. */
    Object again();
}
